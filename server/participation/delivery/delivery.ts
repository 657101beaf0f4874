/**
 * The queue of messages: one document an invitation that has an address. It names the invitation and never holds a code.
 * Its times last only while a message waits or is on its way: once sent, nothing tells when, so no time can stand beside
 * a right that was used.
 */
import mongoose, { Schema } from 'mongoose';

/** `refused`: the mail server says there is no such address. `failed`: given up. `wrong` and `withdrawn`: an administrator said so. */
export const deliveryStates = [
  'waiting',
  'sending',
  'sent',
  'refused',
  'failed',
  'wrong',
  'withdrawn',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export const messageChannels = ['email', 'sms'] as const;
export type MessageChannel = (typeof messageChannels)[number];
export type Purpose = 'invitation' | 'reminder';

export interface Delivery {
  /** Id of the invitation. */
  _id: string;
  wave: string;
  office: string;
  channel: MessageChannel;
  purpose: Purpose;
  state: DeliveryState;
  /** Failed tries of the message that waits. */
  attempts: number;
  /** Not to be tried before; null when nothing waits. */
  notBefore: Date | null;
  /** Who is sending it, and until when the claim holds; a process that died lets go by that. */
  claim: string | null;
  claimUntil: Date | null;
  /** Status of the last refusal, such as `550 5.1.1` or `timeout`; never the server's words, which may repeat the address. */
  problem: string;
  /** Names the message that waits, whatever code it gets: a second copy (see `deliverOne`) carries the same Message-ID. */
  message: string;
  /** What a report of a failed delivery names this one by, should it come back as a mail; a new address gets a new one. */
  bounceToken: string;
  /** A new address that one administrator asked for and another one has to approve. */
  correction: { address: string; askedBy: string } | null;
  /**
   * Sent whether the right was used or not: to a corrected address, whose owner may be whoever corrected it. If it stayed empty for
   * used rights, it would tell who has answered.
   */
  sentRegardless: boolean;
  /** The reminder that put it into the queue, for as long as that one is being queued. */
  round: string;
}

const schema = new Schema<Delivery>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true },
    office: { type: String, required: true },
    channel: { type: String, enum: messageChannels, required: true },
    purpose: { type: String, enum: ['invitation', 'reminder'], default: 'invitation' },
    state: { type: String, enum: deliveryStates, default: 'waiting' },
    attempts: { type: Number, default: 0 },
    notBefore: { type: Date, default: null },
    claim: { type: String, default: null },
    claimUntil: { type: Date, default: null },
    problem: { type: String, default: '' },
    message: { type: String, default: '' },
    bounceToken: { type: String, default: '' },
    correction: { type: Schema.Types.Mixed, default: null } as never,
    sentRegardless: { type: Boolean, default: false },
    round: { type: String, default: '' },
  },
  {
    versionKey: false,
    collection: 'deliveries',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);
schema.index({ channel: 1, state: 1, wave: 1 });
schema.index({ wave: 1, state: 1 });
schema.index({ bounceToken: 1 });

export const DeliveryModel = mongoose.model<Delivery>('Delivery', schema);

/** What every document looks like when nothing of it waits. */
export const atRest = {
  attempts: 0,
  notBefore: null,
  claim: null,
  claimUntil: null,
  problem: '',
  message: '',
} as const;
