/** Requests of the answering pages: JSON, no cookies, no referrer. */

/** The server answered and refused: `key` names the sentence, `message` is the sentence in the reader's language. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    message: string,
  ) {
    super(message);
  }
}

/** The server did not answer, or not in time. */
export class Unreachable extends Error {}

/** Name of the error that stops sending when the keys are not those of the page. */
export const keysDiffer = 'KeysDiffer';

const timeoutMs = 60_000;
/** Spaces pad requests to one of a few lengths: their size must not reveal who wrote a comment. */
const bucketBytes = 8192;
/** Browsers finish requests after their page is closed when all of them together are below 64 KiB. */
const maxKeepaliveBytes = 40_000;

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** An overloaded server says when to try again; until then this waits, and the draft holds the answers. */
export async function post<T>(url: string, body: unknown): Promise<T> {
  const text = JSON.stringify(body);
  const bytes = new TextEncoder().encode(text).length;
  const padding = ' '.repeat(Math.ceil(bytes / bucketBytes) * bucketBytes - bytes);
  const keepalive = bytes < maxKeepaliveBytes;
  return request(url, { method: 'POST', keepalive, body: bytes > 1024 ? text + padding : text });
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
  const retrySeconds = Number(reply.headers.get('Retry-After'));
  if (reply.status === 503 && retrySeconds > 0) {
    await pause(retrySeconds * (1 + Math.random()));
    return request(url, options);
  }
  const json = await reply.json().catch(() => ({}));
  if (reply.ok) return json as T;
  if (reply.status >= 500 && !json.error) throw new Unreachable();
  throw new Refused(reply.status, json.error?.key ?? '', json.error?.message ?? '');
}
