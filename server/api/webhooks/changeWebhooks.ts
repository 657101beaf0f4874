/** Hosts are allowed, webhooks made and removed, each with its entry in the audit trail. A new webhook is told of what happens from then on. */
import { audit } from '../../accounts/audit/audit.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { randomId } from '../../database/randomId.ts';
import type { FieldError } from '../../http/forms.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { reachedEvents } from './reachedEvents.ts';
import { type Webhook, type WebhookEvent, WebhookModel } from './webhook.ts';
import { WebhookDeliveryModel } from './webhookDelivery.ts';
import { allowedHost, WebhookHostModel } from './webhookHost.ts';

interface HostInput {
  host: string;
  isPrivate: boolean;
  isPlain: boolean;
}

export async function allowHost({ host, isPrivate, isPlain }: HostInput, { actor, now }: AuditContext) {
  const change = { $set: { isPrivate, isPlain, allowedBy: actor } };
  await WebhookHostModel.updateOne({ _id: host }, change, { upsert: true });
  await audit({ at: now, actor, action: 'webhook.allowHost', detail: { host, isPrivate, isPlain } });
}

export async function forbidHost(host: string, { actor, now }: AuditContext): Promise<void> {
  const { deletedCount } = await WebhookHostModel.deleteOne({ _id: host });
  if (deletedCount > 0) await audit({ at: now, actor, action: 'webhook.forbidHost', detail: { host } });
}

export async function createWebhook(
  { url, events }: { url: string; events: WebhookEvent[] },
  { actor, now }: AuditContext,
): Promise<{ webhook: Webhook } | { errors: FieldError[] }> {
  const host = await allowedHost(url);
  if (typeof host === 'string') return { errors: [{ field: 'url', message: host }] };
  const known = (await reachedEvents(now)).map(({ key }) => key);
  const webhook: Webhook = {
    _id: `webhook-${randomId(12)}`,
    url: new URL(url).href,
    events,
    salt: randomId(32),
    known,
    createdBy: actor,
    createdAt: now,
  };
  await WebhookModel.create(webhook);
  await audit({
    at: now,
    actor,
    action: 'webhook.create',
    detail: { host: host._id, events: events.join(' ') },
  });
  return { webhook };
}

/** @throws NotFound */
export async function getWebhook(id: string): Promise<Webhook> {
  const webhook = await WebhookModel.findById(id).lean();
  if (!webhook) throw new NotFound();
  return webhook;
}

/** Also what was to be sent to it. @throws NotFound */
export async function removeWebhook(id: string, { actor, now }: AuditContext): Promise<void> {
  const { url } = await getWebhook(id);
  await WebhookModel.deleteOne({ _id: id });
  await WebhookDeliveryModel.deleteMany({ webhook: id });
  await audit({ at: now, actor, action: 'webhook.remove', detail: { host: new URL(url).host } });
}
