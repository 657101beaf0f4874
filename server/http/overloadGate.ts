/**
 * Beyond its capacity the server refuses requests at once, cheaply and with a time to retry, instead of letting everybody wait and
 * memory grow.
 */
import type { RequestHandler, Response } from 'express';
import { TryAgain } from './httpErrors.ts';
import { lineOf } from './lineOf.ts';
import { shares } from './shares.ts';
import { asLongAsWorked, turns } from './turns.ts';
import { whenAnswered, whenOver } from './whenOver.ts';

/** About a second's work, which is how long somebody may wait. */
export const maxConcurrentRequests = 512;

/**
 * All work is done by one thread, so more at once would get no more done, and everybody else would wait for all of them in each turn of it. The
 * desk has files that take seconds to read, so its requests stand in a line of their own, and employees of the same address do not wait for them.
 */
const maxWorkedOnOfOneAddress = { desk: 4, others: 2 };
const isAtDesk = (path: string) => /^\/(?:[a-z]{2,3}\/)?(?:desk|api)(?:\/|$)/.test(path);

export class Overloaded extends TryAgain {
  constructor() {
    super('errors:overloaded');
  }
}

export interface OverloadGate {
  /** Spares reading the body of a request that would be refused anyway. @throws Overloaded */
  requireRoom(): void;
  /** Runs the work, or refuses it without waiting. @throws Overloaded */
  run<T>(work: () => Promise<T>): Promise<T>;
  /**
   * The same for a whole request, until its response is sent or its connection lost, and of one address no more than an eighth: an office
   * shares one. A few of these are worked on at once, the others wait for them and for a rest between two, so that an address that
   * asks for much keeps only itself waiting. Mount it after the body was read.
   */
  middleware: RequestHandler;
  /** Whether it refuses at this moment. */
  isFull(): boolean;
}

const turnsTaken = new WeakMap<Response, () => void>();

/** Lets others of its address be worked on: for a request that waits in another line from here on. */
export function endTurnOf(res: Response): void {
  turnsTaken.get(res)?.();
}

/** @param onFull called once when the gate begins to refuse, not for each request */
export function overloadGate(max: number, onFull: () => void = () => undefined): OverloadGate {
  let running = 0;
  let isFull = false;
  const takeShare = shares(Math.ceil(max / 8));
  const lineOfAtMost = (worked: number) => turns(Math.min(worked, Math.ceil(max / 32)), asLongAsWorked);
  const takeTurnAtDesk = lineOfAtMost(maxWorkedOnOfOneAddress.desk);
  const takeTurn = lineOfAtMost(maxWorkedOnOfOneAddress.others);
  const requireRoom = () => {
    if (running < max) return;
    if (!isFull) onFull();
    isFull = true;
    throw new Overloaded();
  };
  const enter = () => {
    requireRoom();
    running += 1;
  };
  const leave = () => {
    running -= 1;
    if (running === 0) isFull = false;
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
    isFull: () => running >= max,
    async middleware(req, res, next) {
      requireRoom();
      const address = lineOf(req.ip);
      const end = takeShare(address);
      if (!end) throw new Overloaded();
      running += 1;
      whenOver(res, () => {
        leave();
        end();
      });
      const endTurn = await (isAtDesk(req.path) ? takeTurnAtDesk : takeTurn)(address);
      if (req.socket.destroyed) return endTurn();
      turnsTaken.set(res, endTurn);
      whenAnswered(res, endTurn);
      next();
    },
  };
}
