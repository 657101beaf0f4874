/**
 * So many requests a minute for each token, told in every answer (RateLimit and RateLimit-Policy of the IETF's draft). What is counted are a
 * program's own requests; with several workers each counts by itself.
 */
import type { RequestHandler } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { HttpError } from '../../http/httpErrors.ts';
import { tokenOf } from '../tokens/authenticate.ts';

export class TooManyRequests extends HttpError {
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super(429, 'api:problem.tooMany', { seconds: retryAfterSeconds });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const requestsPerMinute = 600;
const windowSeconds = 60;

export function requestRate(perMinute = requestsPerMinute): RequestHandler {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: windowSeconds });
  return async (req, res, next) => {
    const state = await limiter.consume(tokenOf(req)._id).catch((full: RateLimiterRes) => full);
    const seconds = Math.ceil(state.msBeforeNext / 1000);
    res.setHeader('RateLimit-Policy', `"token";q=${perMinute};w=${windowSeconds}`);
    res.setHeader('RateLimit', `"token";r=${Math.max(0, state.remainingPoints)};t=${seconds}`);
    if (state.consumedPoints > perMinute) throw new TooManyRequests(seconds);
    next();
  };
}
