/**
 * SMS through an HTTP gateway that the configuration describes, or into a file for developers. Texts are never logged, because they
 * hold the code.
 */
import { appendFile } from 'node:fs/promises';
import type { SmsConfig } from '../../config.ts';
import type { Outcome, Sender } from './outcome.ts';

const timeoutMs = 20_000;

export function smsSender(config: SmsConfig): Sender<string> {
  const { file, url } = config;
  const send = url ? gateway(config, url) : file ? intoFile(file) : undefined;
  if (!send) throw new Error('SMS needs SMS_URL or SMS_FILE');
  return { send, close: () => undefined };
}

/** One line of JSON for each message, for development and tests. */
function intoFile(file: string) {
  return async (to: string, text: string): Promise<Outcome> => {
    await appendFile(file, `${JSON.stringify({ to, text })}\n`, { mode: 0o600 });
    return { kind: 'sent' };
  };
}

function gateway({ method, headers, body, sender, success, refused }: SmsConfig, url: string) {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return async (to: string, text: string): Promise<Outcome> => {
    const values = { to, text, sender };
    const unchanged = (value: string) => value;
    const filled = Object.entries(headers).map(([name, value]) => [name, fill(value, values, unchanged)]);
    try {
      const reply = await fetch(fill(url, values, encodeURIComponent), {
        method,
        headers: Object.fromEntries(filled),
        body: method === 'GET' ? undefined : fill(body, values, escapeFor(type)),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      });
      return outcomeOf(reply.status, (await reply.text()).slice(0, 10_000), { success, refused });
    } catch (error) {
      const isLate = (error as Error).name === 'TimeoutError';
      const problem = isLate ? 'timeout' : 'noConnection';
      return { kind: 'channelDown', problem, handedOver: isLate, countsAgainst: isLate };
    }
  };
}

function outcomeOf(
  status: number,
  reply: string,
  { success, refused }: Pick<SmsConfig, 'success' | 'refused'>,
): Outcome {
  const problem = `HTTP ${status}`;
  if (refused && matches(refused, reply)) return { kind: 'refused', problem };
  const isGood = status >= 200 && status < 300;
  if (isGood && (success ? matches(success, reply) : !saysThatItFailed(reply))) return { kind: 'sent' };
  if ([429, 502, 503, 504].includes(status))
    return { kind: 'channelDown', problem, handedOver: false, countsAgainst: false, isPace: true };
  // Wrong credentials, no credit: about us, whatever the number.
  if ([401, 402, 407].includes(status))
    return { kind: 'channelDown', problem, handedOver: false, countsAgainst: false };
  const isChannelProblem = status >= 500 || [403, 404, 408].includes(status);
  if (isChannelProblem) return { kind: 'channelDown', problem, handedOver: false, countsAgainst: true };
  return { kind: 'later', problem: `${problem} –`, handedOver: false };
}

/** A gateway that answers 200 to everything says in its JSON that it failed. Where a pattern is set, that alone decides. */
function saysThatItFailed(reply: string): boolean {
  try {
    const { success, ok, error, errors, status } = Object(JSON.parse(reply)) as Record<string, unknown>;
    const isFault = (value: unknown) =>
      Array.isArray(value) ? value.length > 0 : Boolean(value) && value !== '0';
    return (
      success === false ||
      ok === false ||
      isFault(error) ||
      isFault(errors) ||
      /^(error|fail\w*|invalid)$/i.test(String(status))
    );
  } catch {
    return false;
  }
}

const matches = (pattern: string, reply: string) => new RegExp(pattern, 'u').test(reply);

function fill(template: string, values: Record<string, string>, write: (value: string) => string): string {
  return template.replace(/\{(to|text|sender)\}/g, (_, name: string) => write(values[name] ?? ''));
}

/** How to write a value into a body of that type. */
function escapeFor(type: string): (value: string) => string {
  if (/json/i.test(type)) return (value) => JSON.stringify(value).slice(1, -1);
  if (/form-urlencoded/i.test(type)) return encodeURIComponent;
  if (/xml/i.test(type))
    return (value) => value.replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return (value) => value;
}
