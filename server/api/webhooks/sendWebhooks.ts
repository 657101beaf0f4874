/** A round of webhooks: notes what has happened, and sends what is due, once more after longer and longer times. */
import mongoose from 'mongoose';
import { dayMs, hourMs, minuteMs, plusMs } from '../../clock.ts';
import { insertOnce } from '../../database/insertOnce.ts';
import { randomId } from '../../database/randomId.ts';
import { type Posted, postToHost, type Resolve } from './postToHost.ts';
import { type ReachedEvent, reachedEvents } from './reachedEvents.ts';
import { secretOf, signatureOf, type Webhook, WebhookModel } from './webhook.ts';
import { type WebhookDelivery, WebhookDeliveryModel } from './webhookDelivery.ts';
import { allowedHost } from './webhookHost.ts';

/** After each failed attempt; after the last of them it is given up. */
export const waitsMs = [
  minuteMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  18 * hourMs,
];
/** Another process that takes the same message in the meantime waits for so long. */
const claimMs = minuteMs;
const retentionMs = 90 * dayMs;

export async function sendWebhooks(now: Date, sessionSecret: string, resolve?: Resolve): Promise<number> {
  const webhooks = await WebhookModel.find().lean();
  if (webhooks.length > 0) await noteEvents(webhooks, await reachedEvents(now), now);
  const due = (
    await WebhookDeliveryModel.find({ state: 'waiting' }).sort({ at: 1 }).limit(200).lean()
  ).filter(({ nextAt }) => nextAt !== null && nextAt <= now);
  for (const delivery of due) {
    const webhook = webhooks.find(({ _id }) => _id === delivery.webhook);
    if (!webhook) await WebhookDeliveryModel.deleteOne({ _id: delivery._id });
    else if (await claim(delivery, now)) await attempt(webhook, delivery, { now, sessionSecret, resolve });
  }
  for (const state of ['sent', 'failed'] as const)
    await WebhookDeliveryModel.deleteMany({
      state,
      at: mongoose.trusted({ $lt: plusMs(now, -retentionMs) }),
    });
  return due.length;
}

/** Noted before it is marked as known: a process that dies in between notes the same once more, which is no second message. */
async function noteEvents(
  webhooks: readonly Webhook[],
  events: readonly ReachedEvent[],
  now: Date,
): Promise<void> {
  for (const { _id, known, events: wanted } of webhooks) {
    const before = new Set(known);
    for (const { key, type, data } of events) {
      if (before.has(key)) continue;
      if (wanted.includes(type))
        await insertOnce(() => WebhookDeliveryModel.create(newDelivery({ _id, key, type, data }, now)));
      await WebhookModel.updateOne({ _id }, { $addToSet: { known: key } });
    }
  }
}

interface NewDelivery {
  /** Of the webhook. */
  _id: string;
  key: string;
  type: WebhookDelivery['type'];
  data: WebhookDelivery['data'];
}

function newDelivery({ _id, key, type, data }: NewDelivery, now: Date): WebhookDelivery {
  const message = `msg_${randomId(24)}`;
  return {
    _id: `${_id} ${key}`,
    webhook: _id,
    message,
    type,
    data,
    at: now,
    state: 'waiting',
    attempts: 0,
    nextAt: now,
    outcome: '',
  };
}

async function claim({ _id, nextAt }: WebhookDelivery, now: Date): Promise<boolean> {
  const claimed = await WebhookDeliveryModel.updateOne(
    { _id, state: 'waiting', nextAt },
    { $set: { nextAt: plusMs(now, claimMs) } },
  );
  return claimed.modifiedCount === 1;
}

interface Sending {
  now: Date;
  sessionSecret: string;
  resolve?: Resolve | undefined;
}

async function attempt(webhook: Webhook, delivery: WebhookDelivery, sending: Sending): Promise<void> {
  const { now } = sending;
  const posted = await post(webhook, delivery, sending);
  const attempts = delivery.attempts + 1;
  const wait = waitsMs[attempts - 1];
  const isSent = posted.status !== null && posted.status >= 200 && posted.status < 300;
  const state = isSent ? 'sent' : wait === undefined ? 'failed' : 'waiting';
  const nextAt = state === 'waiting' ? plusMs(now, wait!) : null;
  const outcome = posted.problem || String(posted.status);
  await WebhookDeliveryModel.updateOne({ _id: delivery._id }, { $set: { state, attempts, nextAt, outcome } });
}

async function post(
  { _id, salt, url }: Webhook,
  { message, type, data, at }: Pick<WebhookDelivery, 'message' | 'type' | 'data' | 'at'>,
  { now, sessionSecret, resolve }: Sending,
): Promise<Posted> {
  const host = await allowedHost(url);
  if (typeof host === 'string') return { status: null, problem: 'host' };
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  const seconds = Math.floor(now.getTime() / 1000);
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Farhang-Sanj webhooks',
    'webhook-id': message,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatureOf(secretOf({ _id, salt }, sessionSecret), message, seconds, body),
  };
  return postToHost({ url, isPrivate: host.isPrivate, headers, body }, resolve);
}

/** What the button of a webhook sends: an event of the type `test`, at once and once. */
export function sendTest(webhook: Webhook, sending: Sending): Promise<Posted> {
  return post(webhook, { message: `msg_${randomId(24)}`, type: 'test', data: {}, at: sending.now }, sending);
}

/** Waits no longer; an administrator has mended the other side. */
export async function retryFailed(webhook: string, now: Date): Promise<number> {
  const retried = await WebhookDeliveryModel.updateMany(
    { webhook, state: 'failed' },
    { $set: { state: 'waiting', attempts: 0, nextAt: now } },
  );
  return retried.modifiedCount;
}
