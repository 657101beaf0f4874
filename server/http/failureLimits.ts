/**
 * Rate limits that count failures only: an office of forty people shares one address and must not lock itself out
 * by answering. Counters live in memory, keyed by a salted hash of the address or name, and are never logged. Each of several
 * processes sends the others a note of every failure, so that all count the same and none has to ask.
 */
import { hash, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyFailures } from './httpErrors.ts';
import { lineOf } from './lineOf.ts';

/** What failures are counted for: the address of a request, or a name such as a username. */
type Subject = Request | string;

export interface FailureLimit {
  /** @throws TooManyFailures while the subject is over its limit. */
  check(subject: Subject): Promise<void>;
  failed(subject: Subject): Promise<void>;
  /** Counts a try before its outcome is known, so that many at once cannot all pass. @throws TooManyFailures beyond the limit */
  attempt(subject: Subject): Promise<void>;
  /** Takes back one try that was a success. */
  giveBack(subject: Subject): Promise<void>;
  /** Forgets the failures, after a success. */
  forget(subject: Subject): Promise<void>;
}

/** What one process sends the others. */
export interface FailureNote {
  limit: string;
  /** Salted hash. */
  key: string;
  event: 'failed' | 'givenBack' | 'forget';
}

/** All limits of one app; another app in the same process has its own. */
export interface FailureLimits {
  /** The limit of this name: `failures` of one subject in a window; then `check` throws until the window is over. */
  limit(name: string, failures: number, windowSeconds: number): FailureLimit;
  /** Counts what happened in another process. */
  applyNote(note: FailureNote): Promise<void>;
}

interface Sharing {
  /** Processes that share failures use one salt, so that their notes name the same subjects. */
  salt: string;
  broadcast(note: FailureNote): void;
}

const notShared = (): Sharing => ({
  salt: randomBytes(16).toString('base64'),
  broadcast: () => undefined,
});

export function createFailureLimits({ salt, broadcast } = notShared()): FailureLimits {
  const limiters = new Map<string, RateLimiterMemory>();
  const keyOf = (subject: Subject) =>
    hash('sha256', `${salt} ${typeof subject === 'string' ? subject : lineOf(subject.ip)}`, 'base64url');

  async function applyNote({ limit, key, event }: FailureNote): Promise<void> {
    const limiter = limiters.get(limit);
    if (event === 'forget') await limiter?.delete(key);
    else if (event === 'givenBack') await limiter?.reward(key);
    else await limiter?.consume(key).catch(() => undefined);
  }

  function limit(name: string, failures: number, windowSeconds: number): FailureLimit {
    const limiter =
      limiters.get(name) ??
      new RateLimiterMemory({ keyPrefix: name, points: failures, duration: windowSeconds });
    limiters.set(name, limiter);
    const note = async (event: FailureNote['event'], subject: Subject) => {
      const noted = { limit: name, key: keyOf(subject), event };
      broadcast(noted);
      await applyNote(noted);
    };
    return {
      async check(subject) {
        const state = await limiter.get(keyOf(subject));
        if (state && state.consumedPoints >= failures)
          throw new TooManyFailures(Math.ceil(state.msBeforeNext / 1000));
      },
      async attempt(subject) {
        const key = keyOf(subject);
        broadcast({ limit: name, key, event: 'failed' });
        const state = await limiter.consume(key).catch((full: RateLimiterRes) => full);
        if (state.consumedPoints > failures) throw new TooManyFailures(Math.ceil(state.msBeforeNext / 1000));
      },
      failed: (subject) => note('failed', subject),
      giveBack: (subject) => note('givenBack', subject),
      forget: (subject) => note('forget', subject),
    };
  }

  return { limit, applyNote };
}
