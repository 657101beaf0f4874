/**
 * The queue of messages: one document for each invitation with an address. It refers to the invitation and never holds a code. It
 * has times only while a message waits or is being sent: once sent, nothing says when, so no time can be connected with a right that
 * was used.
 */
import mongoose, { Schema } from 'mongoose';

/** `refused`: the mail server says there is no such address. `failed`: given up. `wrong` and `withdrawn`: set by an administrator. */
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
export const purposes = ['invitation', 'reminder', 'lastCall'] as const;
/** The message of the wave that it brings. */
export type Purpose = (typeof purposes)[number];

export interface Delivery {
  /** Id of the invitation. */
  _id: string;
  wave: string;
  office: string;
  channel: MessageChannel;
  purpose: Purpose;
  state: DeliveryState;
  /** Failed attempts for the waiting message. */
  attempts: number;
  /** How often in a row the server asked for another pace, which is nobody's fault unless it never ends. */
  paced: number;
  /** When to send it at the earliest; null when nothing waits. */
  notBefore: Date | null;
  /** Who is sending it, and until when; the claim of a process that died runs out. */
  claim: string | null;
  claimUntil: Date | null;
  /** Status of the last refusal, such as `550 5.1.1` or `timeout`; never the server's text, which may repeat the address. */
  problem: string;
  /** Id of the waiting message, whichever code it gets: a second copy (see `deliverOne`) has the same Message-ID. */
  message: string;
  /** How a report of a failed delivery identifies this one; a new address gets a new token. */
  bounceToken: string;
  /** A new address that one administrator asked for and another one has to approve. */
  correction: { sealedAddress: string; askedBy: string } | null;
  /** The reminder that queued it, while that reminder is being queued. */
  round: string;
}

const schema = new Schema<Delivery>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true },
    office: { type: String, required: true },
    channel: { type: String, enum: messageChannels, required: true },
    purpose: { type: String, enum: purposes, default: 'invitation' },
    state: { type: String, enum: deliveryStates, default: 'waiting' },
    attempts: { type: Number, default: 0 },
    paced: { type: Number, default: 0 },
    notBefore: { type: Date, default: null },
    claim: { type: String, default: null },
    claimUntil: { type: Date, default: null },
    problem: { type: String, default: '' },
    message: { type: String, default: '' },
    bounceToken: { type: String, default: '' },
    correction: { type: Schema.Types.Mixed, default: null } as never,
    round: { type: String, default: '' },
  },
  {
    versionKey: false,
    collection: 'deliveries',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);
schema.index({ channel: 1, state: 1, wave: 1, attempts: 1 });
schema.index({ wave: 1, state: 1 });
schema.index({ bounceToken: 1 });

export const DeliveryModel = mongoose.model<Delivery>('Delivery', schema);

/** The fields of a delivery when nothing waits. */
export const atRest = {
  attempts: 0,
  paced: 0,
  notBefore: null,
  claim: null,
  claimUntil: null,
  problem: '',
  message: '',
} as const;
