/** Requests of the answering pages: JSON, no cookies, no referrer. */

/** The server answered and refused; `key` names the sentence, `message` is it in the reader's language. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    message: string,
  ) {
    super(message);
  }
}

/** There was no answer: no network, or none in time. */
export class Unreachable extends Error {}

/** Name of the error that stops sending when the keys are not those of the page. */
export const keysDiffer = 'KeysDiffer';

const timeoutMs = 60_000;
/** Requests are filled up with spaces to one of a few lengths: their size must not tell who wrote a comment. */
const bucketBytes = 8192;
/** Browsers let requests go on after their page was closed when all of them together are below 64 KiB. */
const maxKeepaliveBytes = 40_000;

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** A server that has too much to do says when to come again; until then this waits, and the draft keeps the answers. */
export async function post<T>(url: string, body: unknown): Promise<T> {
  const text = JSON.stringify(body);
  const bytes = new TextEncoder().encode(text).length;
  const fill = ' '.repeat(Math.ceil(bytes / bucketBytes) * bucketBytes - bytes);
  const keepalive = bytes < maxKeepaliveBytes;
  return request(url, { method: 'POST', keepalive, body: bytes > 1024 ? text + fill : text });
}

async function request<T>(url: string, options: RequestInit): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const reply = await fetch(url, {
    ...options,
    headers,
    credentials: 'omit',
    cache: 'no-store',
    signal: stop.signal,
  }).catch(() => {
    throw new Unreachable();
  });
  clearTimeout(timer);
  const comeAgainIn = Number(reply.headers.get('Retry-After'));
  if (reply.status === 503 && comeAgainIn > 0) {
    await pause(comeAgainIn * (1 + Math.random()));
    return request(url, options);
  }
  const json = await reply.json().catch(() => ({}));
  if (reply.ok) return json as T;
  if (reply.status >= 500 && !json.error) throw new Unreachable();
  throw new Refused(reply.status, json.error?.key ?? '', json.error?.message ?? '');
}
