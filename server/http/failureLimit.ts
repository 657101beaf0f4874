/**
 * Rate limits that count failures only: an office of forty people shares one address and must not lock itself out
 * by answering. Counters live in memory, keyed by a salted hash of the address or name, and are never logged. Of several
 * processes each tells the others of its failures, so that all count the same and none has to ask.
 */
import { hash, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { TooManyFailures } from './httpErrors.ts';

/** What failures are counted for: the address of a request, or a name such as a username. */
type Subject = Request | string;

export interface FailureLimit {
  /** @throws TooManyFailures while the subject is over its limit. */
  check(subject: Subject): Promise<void>;
  failed(subject: Subject): Promise<void>;
  /** Forgets the failures, after a success. */
  forget(subject: Subject): Promise<void>;
}

/** What one process tells the others. */
export interface FailureNote {
  limit: string;
  /** Salted hash. */
  key: string;
  event: 'failed' | 'forget';
}

let salt = randomBytes(16).toString('base64');
let broadcast: (note: FailureNote) => void = () => undefined;
const limiters = new Map<string, RateLimiterMemory>();

/** For one of several processes: they hash alike, and hear of each other's failures through `hearFailure`. */
export function shareFailures(commonSalt: string, tellOthers: (note: FailureNote) => void): void {
  salt = commonSalt;
  broadcast = tellOthers;
}

/** Counts what happened in another process. */
export async function applyFailureNote({ limit, key, event }: FailureNote): Promise<void> {
  const limiter = limiters.get(limit);
  if (event === 'forget') await limiter?.delete(key);
  else await limiter?.consume(key).catch(() => undefined);
}

/** So many failures of one subject (a name, or the address of a request) in a window; then `check` throws TooManyFailures until it is over. */
export function failureLimit(name: string, failures: number, windowSeconds: number): FailureLimit {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points: failures, duration: windowSeconds });
  limiters.set(name, limiter);
  const keyOf = (subject: Subject) =>
    hash('sha256', `${salt} ${typeof subject === 'string' ? subject : (subject.ip ?? '')}`, 'base64url');
  const note = async (event: FailureNote['event'], subject: Subject) => {
    const noted = { limit: name, key: keyOf(subject), event };
    broadcast(noted);
    await applyFailureNote(noted);
  };
  return {
    async check(subject) {
      const state = await limiter.get(keyOf(subject));
      if (state && state.consumedPoints >= failures)
        throw new TooManyFailures(Math.ceil(state.msBeforeNext / 1000));
    },
    failed: (subject) => note('failed', subject),
    forget: (subject) => note('forget', subject),
  };
}

/** Does the work unless the subject is over its limit. Errors that are a failure of the subject count, a fault of ours does not. */
export async function underLimit<T>(
  limit: FailureLimit,
  subject: Subject,
  isFailure: (error: unknown) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  await limit.check(subject);
  try {
    return await work();
  } catch (error) {
    if (isFailure(error)) await limit.failed(subject);
    throw error;
  }
}
