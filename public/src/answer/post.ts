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

/**
 * An overloaded server says when to try again; until then this waits, and the draft holds the answers.
 * @param sign a field that every good answer to this request has: what lacks it comes from somebody else on the way
 */
export async function post<T>(url: string, body: unknown, sign: keyof T & string): Promise<T> {
  const text = JSON.stringify(body);
  const bytes = new TextEncoder().encode(text).length;
  const padding = ' '.repeat(Math.ceil(bytes / bucketBytes) * bucketBytes - bytes);
  const keepalive = bytes < maxKeepaliveBytes;
  const options = { method: 'POST', keepalive, body: bytes > 1024 ? text + padding : text };
  for (;;) {
    const { reply, json } = await ask(url, options);
    const seconds = retrySecondsOf(reply);
    const isBusy = reply.status === 503 && seconds > 0 && seconds <= maxWaitSeconds;
    if (!isBusy) return read<T>(reply, json, sign);
    await pause(seconds * (1 + Math.random()));
  }
}

interface Answer {
  reply: Response;
  /** Null for a page in the place of an answer, and for one that breaks off. */
  json: { error?: { key?: unknown; message?: string } } | null;
}

/** The time counts until the last byte: a line may die in the middle of an answer. */
async function ask(url: string, options: RequestInit): Promise<Answer> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  try {
    const reply = await fetch(url, {
      ...options,
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: stop.signal,
    });
    const json = isJson(reply) ? await reply.json().catch(() => null) : null;
    return { reply, json };
  } catch {
    throw new Unreachable();
  } finally {
    clearTimeout(timer);
  }
}

/** What is neither our answer nor our refusal comes from somebody else: a network that wants a sign-in, a proxy. */
function read<T>(reply: Response, json: Answer['json'], sign: string): T {
  if (isPassing(reply.status)) {
    const isFull = json?.error?.key === outOfSpace;
    throw new Unreachable(retrySecondsOf(reply), isFull ? json?.error?.message : '');
  }
  if (reply.ok && json && sign in json) return json as T;
  const { key, message = '' } = json?.error ?? {};
  if (reply.ok || typeof key !== 'string') throw new Unreachable();
  throw new Refused(reply.status, key, message);
}

const isJson = (reply: Response) => /[/+]json\b/.test(reply.headers.get('Content-Type') ?? '');

/** `Retry-After` is a number of seconds, or a day and time by the server's clock; that of a phone may be years off. */
function retrySecondsOf({ headers }: Response): number {
  const said = headers.get('Retry-After') ?? '';
  const now = Date.parse(headers.get('Date') ?? '') || Date.now();
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.min(seconds, 3600)) : 0;
}
