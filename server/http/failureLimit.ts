/**
 * Rate limits that count failures only: an office of forty people shares one address and must not lock itself out
 * by answering. Counters live in memory, keyed by a salted hash of the address, and are never logged.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { TooManyFailures } from './errors.ts';

const salt = randomBytes(16);

export interface FailureLimit {
  /** @throws TooManyFailures while the address is over its limit. */
  check(req: Request): Promise<void>;
  failed(req: Request): Promise<void>;
}

export function failureLimit(name: string, failures: number, windowSeconds: number): FailureLimit {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points: failures, duration: windowSeconds });
  const keyOf = (req: Request) =>
    createHmac('sha256', salt)
      .update(req.ip ?? '')
      .digest('base64url');
  return {
    async check(req) {
      const state = await limiter.get(keyOf(req));
      if (state && state.consumedPoints >= failures)
        throw new TooManyFailures(Math.ceil(state.msBeforeNext / 1000));
    },
    async failed(req) {
      await limiter.consume(keyOf(req)).catch(() => undefined);
    },
  };
}
