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

/** The server did not answer, or not in time, or has no time just now: nothing is wrong with what was sent, and it may be sent again. */
export class Unreachable extends Error {
  constructor(
    /** When the server says that it may be asked again; 0 when nobody has said. */
    readonly retrySeconds = 0,
    /** Why, in the reader's language, where the server has said so. */
    message = '',
  ) {
    super(message);
  }
}

/** Answers that pass: too many tries at this address, a proxy or a server that starts, a time-out on the way. */
const isPassing = (status: number) => status >= 500 || [408, 425, 429].includes(status);
/** Of a server that cannot store anything: somebody there must do something, and waiting alone will not help. */
const outOfSpace = 'errors:outOfSpace';
/** Shorter waits are waited for within the request. */
const maxWaitSeconds = 20;

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
    redirect: 'error',
    signal: stop.signal,
  }).catch(() => {
    throw new Unreachable();
  });
  clearTimeout(timer);
  // A page in the place of an answer comes from somebody else: a network that wants a sign-in, or a proxy.
  const json = isJson(reply) ? await reply.json().catch(() => null) : null;
  if (isPassing(reply.status)) {
    const seconds = retrySecondsOf(reply);
    if (reply.status !== 503 || seconds <= 0 || seconds > maxWaitSeconds)
      throw new Unreachable(seconds, json?.error?.key === outOfSpace ? json.error.message : '');
    await pause(seconds * (1 + Math.random()));
    return request(url, options);
  }
  if (json === null) throw new Unreachable();
  if (reply.ok) return json as T;
  throw new Refused(reply.status, json.error?.key ?? '', json.error?.message ?? '');
}

const isJson = (reply: Response) => /[/+]json\b/.test(reply.headers.get('Content-Type') ?? '');

/** `Retry-After` is a number of seconds or a day and time. */
function retrySecondsOf(reply: Response): number {
  const said = reply.headers.get('Retry-After') ?? '';
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.min(seconds, 3600)) : 0;
}
