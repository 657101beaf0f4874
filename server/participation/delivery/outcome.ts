/** The outcome of one attempt to send. Senders turn every failure into one of these, so that no error with an address in it goes further. */
export type Outcome =
  | { kind: 'sent' }
  /** This address will never accept mail. */
  | { kind: 'refused'; problem: string }
  /** This message may succeed later. `handedOver`: perhaps it was delivered after all. */
  | { kind: 'later'; problem: string; handedOver: boolean }
  /**
   * Perhaps nothing can be sent over this channel now. `countsAgainst`: the refusal was about one message, and may be its fault as
   * well; only many of them in a row, with nothing getting through, pause the channel. `isPace`: the server wants fewer at a time or in
   * a day; the message is put off and not blamed, and others are tried.
   */
  | {
      kind: 'channelDown';
      problem: string;
      handedOver: boolean;
      countsAgainst: boolean;
      isPace?: boolean;
    };

export const isForPace = (outcome: Outcome): boolean => outcome.kind === 'channelDown' && !!outcome.isPace;

/** Whether the refusal alone says that nothing can be sent just now. */
export const isOfWholeChannel = (outcome: Outcome): boolean =>
  outcome.kind === 'channelDown' && !outcome.countsAgainst && !outcome.isPace;

export interface MailMessage {
  subject: string;
  text: string;
  html: string;
}

/** How the reader's mail program, and a report of failed delivery, identify a message. */
export interface MessageIds {
  id: string;
  bounceToken?: string;
}

export interface Sender<Message> {
  send(to: string, message: Message, ids: MessageIds): Promise<Outcome>;
  close(): void;
}
