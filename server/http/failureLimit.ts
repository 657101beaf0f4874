/**
 * Rate limits that count failures only: an office of forty people shares one address and must not lock itself out
 * by answering. Counters live in memory, keyed by a salted hash of the address or name, and are never logged.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { TooManyFailures } from './errors.ts';

const salt = randomBytes(16);

/** What failures are counted for: the address of a request, or a name such as a username. */
type Subject = Request | string;

export interface FailureLimit {
  /** @throws TooManyFailures while the subject is over its limit. */
  check(subject: Subject): Promise<void>;
  failed(subject: Subject): Promise<void>;
  /** Forgets the failures, after a success. */
  forget(subject: Subject): Promise<void>;
}

export function failureLimit(name: string, failures: number, windowSeconds: number): FailureLimit {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points: failures, duration: windowSeconds });
  const keyOf = (subject: Subject) =>
    createHmac('sha256', salt)
      .update(typeof subject === 'string' ? subject : (subject.ip ?? ''))
      .digest('base64url');
  return {
    async check(subject) {
      const state = await limiter.get(keyOf(subject));
      if (state && state.consumedPoints >= failures)
        throw new TooManyFailures(Math.ceil(state.msBeforeNext / 1000));
    },
    async failed(subject) {
      await limiter.consume(keyOf(subject)).catch(() => undefined);
    },
    async forget(subject) {
      await limiter.delete(keyOf(subject));
    },
  };
}
