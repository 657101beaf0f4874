/** Webhooks, the hosts that they may go to, and what has not arrived, as their page shows them. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { Reader } from '../../i18n/reader.ts';
import { WebhookModel, webhookEvents } from './webhook.ts';
import { type WebhookDelivery, WebhookDeliveryModel } from './webhookDelivery.ts';
import { WebhookHostModel } from './webhookHost.ts';

const listed = 50;

export async function presentWebhooks({ t, f }: Reader) {
  const [webhooks, hosts, waiting, failed] = await Promise.all([
    WebhookModel.find().lean(),
    WebhookHostModel.find().lean(),
    WebhookDeliveryModel.find({ state: 'waiting' }).sort({ at: -1 }).limit(listed).lean(),
    WebhookDeliveryModel.find({ state: 'failed' }).sort({ at: -1 }).limit(listed).lean(),
  ]);
  const makers = await displayNames([
    ...webhooks.map(({ createdBy }) => createdBy),
    ...hosts.map((one) => one.allowedBy),
  ]);
  const urls = new Map(webhooks.map(({ _id, url }) => [_id, url]));
  const troubled = [...failed, ...waiting.filter(({ attempts }) => attempts > 0)];
  return {
    webhooks: webhooks.map(({ _id, url, events, createdBy }) => ({
      id: _id,
      url,
      events: f.list(events.map((event) => t(`webhooks:event.${keyOf(event)}`))),
      maker: makers[createdBy] ?? createdBy,
      failed: failed.filter(({ webhook }) => webhook === _id).length,
    })),
    hosts: hosts
      .map(({ _id, isPrivate, isPlain, allowedBy }) => ({
        host: _id,
        about: [
          t(isPrivate ? 'webhooks:hosts.private' : 'webhooks:hosts.public'),
          ...(isPlain ? [t('webhooks:hosts.plain')] : []),
        ].join('، '),
        by: makers[allowedBy] ?? allowedBy,
      }))
      .sort((a, b) => (a.host < b.host ? -1 : 1)),
    trouble: troubled.map((one) => ({
      url: urls.get(one.webhook) ?? one.webhook,
      event: t(`webhooks:event.${keyOf(one.type)}`),
      at: f.dateTime(one.at),
      outcome: outcomeOf(one.outcome, { t, f }),
      next: nextOf(one, { t, f }),
    })),
    eventChoices: webhookEvents.map((event) => ({
      value: event,
      label: t(`webhooks:event.${keyOf(event)}`),
    })),
  };
}

/** Dots would part a key. */
const keyOf = (event: WebhookDelivery['type']) => event.replace('.', '_');

export function outcomeOf(outcome: string, { t, f }: Pick<Reader, 't' | 'f'>): string {
  if (/^\d+$/.test(outcome)) return t('webhooks:outcome.status', { status: f.digits(outcome) });
  return outcome === 'address' || outcome === 'host'
    ? t(`webhooks:outcome.${outcome}`)
    : t('webhooks:outcome.none', { code: outcome });
}

function nextOf({ state, nextAt, attempts }: WebhookDelivery, { t, f }: Pick<Reader, 't' | 'f'>): string {
  return state === 'failed' || !nextAt
    ? t('webhooks:trouble.givenUp', { attempts: f.number(attempts) })
    : t('webhooks:trouble.next', { at: f.dateTime(nextAt) });
}
