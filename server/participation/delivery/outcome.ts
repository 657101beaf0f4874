/** What came of one try to send. Whoever sends turns every failure into one of these, so that no error with an address in it travels on. */
export type Outcome =
  | { kind: 'sent' }
  /** This address takes no mail, now or ever. */
  | { kind: 'refused'; problem: string }
  /** This message may go through later. `handedOver`: perhaps it went through after all. */
  | { kind: 'later'; problem: string; handedOver: boolean }
  /** Nothing goes through this channel now; the message is not to blame, unless `countsAgainst` it. */
  | { kind: 'channelDown'; problem: string; handedOver: boolean; countsAgainst: boolean };

export interface MailMessage {
  subject: string;
  text: string;
  html: string;
}

/** What a message is known by: to its reader's mail program, and to whoever reports that it did not arrive. */
export interface MessageName {
  id: string;
  bounceToken?: string;
}

export interface Sender<Message> {
  send(to: string, message: Message, name: MessageName): Promise<Outcome>;
  close(): void;
}
