/** One message to one webhook: waiting, sent, or given up after a day and a half. */
import mongoose, { Schema } from 'mongoose';
import type { ReachedEvent } from './reachedEvents.ts';

export interface WebhookDelivery {
  /** The webhook's id and the event's key, so that no round makes it twice. */
  _id: string;
  webhook: string;
  /** Of the message, in `webhook-id`; the same at every attempt. */
  message: string;
  type: ReachedEvent['type'] | 'test';
  data: ReachedEvent['data'] | Record<string, never>;
  /** When it was noticed. */
  at: Date;
  state: 'waiting' | 'sent' | 'failed';
  attempts: number;
  /** null once it waits no longer. */
  nextAt: Date | null;
  /** Status or code of the last attempt. */
  outcome: string;
}

const required = { type: String, required: true } as const;
const schema = new Schema<WebhookDelivery>(
  {
    _id: required,
    webhook: required,
    message: required,
    type: required,
    data: { type: Schema.Types.Mixed, default: {} } as never,
    at: { type: Date, required: true },
    state: { type: String, enum: ['waiting', 'sent', 'failed'], required: true },
    attempts: { type: Number, default: 0 },
    nextAt: { type: Date, default: null },
    outcome: { type: String, default: '' },
  },
  { versionKey: false, collection: 'webhookDeliveries', minimize: false },
);
schema.index({ state: 1, at: 1 });
schema.index({ webhook: 1 });

export const WebhookDeliveryModel = mongoose.model<WebhookDelivery>('WebhookDelivery', schema);
