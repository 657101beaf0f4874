/**
 * Beyond its capacity the server refuses at once, cheaply and with a time to come again, instead of letting everybody wait and memory
 * grow. At most so many requests are worked on together: about a second's work, which is what someone may wait.
 */
import { randomInt } from 'node:crypto';
import type { RequestHandler } from 'express';
import { HttpError } from './httpErrors.ts';

export const maxConcurrentRequests = 512;

/** Drawn by lot, so that those who were refused together do not come back together. */
const minRetrySeconds = 2;
const maxRetrySeconds = 8;

export class Overloaded extends HttpError {
  readonly retryAfterSeconds = randomInt(minRetrySeconds, maxRetrySeconds + 1);
  constructor() {
    super(503, 'errors:overloaded');
  }
}

export interface OverloadGate {
  /** For requests whose body is not worth reading when there is no room for them anyway. @throws Overloaded */
  requireRoom(): void;
  /** Runs the work, or refuses it without waiting. @throws Overloaded */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** The same for a whole request, until its reply is sent or its connection lost. */
  middleware: RequestHandler;
}

/** @param onFull called when requests begin to be refused, not for each of them */
export function overloadGate(most: number, onFull: () => void = () => undefined): OverloadGate {
  let working = 0;
  let isFull = false;
  const requireRoom = () => {
    if (working < most) return;
    if (!isFull) onFull();
    isFull = true;
    throw new Overloaded();
  };
  const enter = () => {
    requireRoom();
    working += 1;
  };
  const leave = () => {
    working -= 1;
    if (working === 0) isFull = false;
  };
  return {
    requireRoom,
    async run(work) {
      enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    middleware: (_req, res, next) => {
      enter();
      res.once('close', leave);
      next();
    },
  };
}
