/** The forms of hosts and webhooks. */
import { z } from 'zod';
import { type WebhookEvent, webhookEvents } from './webhook.ts';

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

/** As it stands in a URL, so that one host has one name: `hooks.example.ir`, `10.1.2.3:8080`. */
export const hostForm = z.object({
  host: z
    .string('webhooks:errors.hostName')
    .transform((text, context) => {
      const typed = text
        .trim()
        .replace(/^https?:\/\//i, '')
        .replace(/\/$/, '');
      const address = `https://${typed}`;
      const url = URL.canParse(address) ? new URL(address) : null;
      if (url && url.host !== '' && url.pathname === '/' && !url.search && !url.hash && !url.username)
        return url.host;
      context.addIssue({ code: 'custom', message: 'webhooks:errors.hostName' });
      return z.NEVER;
    })
    .pipe(z.string().max(255, 'webhooks:errors.hostName')),
  isPrivate: ticked,
  isPlain: ticked,
});

const isEvent = (value: unknown): value is WebhookEvent => webhookEvents.includes(value as WebhookEvent);

export const webhookForm = z.object({
  url: z
    .string('webhooks:errors.url')
    .transform((text) => text.trim())
    .pipe(z.string().min(1, 'webhooks:errors.url').max(1000, 'webhooks:errors.url')),
  events: z
    .unknown()
    .transform((given) => [given].flat().filter(isEvent))
    .pipe(z.array(z.enum(webhookEvents)).min(1, 'webhooks:errors.events')),
});
