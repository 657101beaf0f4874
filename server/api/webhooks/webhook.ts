/**
 * A webhook: an address of another program that is told when something has happened (Standard Webhooks). Its secret is derived from the
 * session secret in KEY_DIR, so that neither the database nor a backup can sign in our name.
 */
import { createHmac } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';

export const webhookEvents = [
  'wave.opened',
  'wave.closed',
  'wave.counted',
  'wave.released',
  'plan.due',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export interface Webhook {
  _id: string;
  url: string;
  events: WebhookEvent[];
  /** Makes its secret one of its own. */
  salt: string;
  /** Keys of everything that it has been told of, or that had happened before it was there. */
  known: string[];
  createdBy: string;
  createdAt: Date;
}

const required = { type: String, required: true } as const;
const schema = new Schema<Webhook>(
  {
    _id: required,
    url: required,
    events: { type: [String], default: [] } as never,
    salt: required,
    known: { type: [String], default: [] },
    createdBy: required,
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'webhooks' },
);

export const WebhookModel = mongoose.model<Webhook>('Webhook', schema);

/** As receivers write it: `whsec_` and the bytes in base64. */
export function secretOf({ _id, salt }: Pick<Webhook, '_id' | 'salt'>, sessionSecret: string): string {
  return `whsec_${createHmac('sha256', sessionSecret).update(`webhook ${_id} ${salt}`).digest('base64')}`;
}

/** The value of `webhook-signature`. @param seconds since 1970 */
export function signatureOf(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}
