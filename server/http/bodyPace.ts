/**
 * Bodies that arrive too slowly, and too many unfinished ones of one address. A request takes no place among those that are worked on
 * (`overloadGate.ts`) before its body is there; until then it costs a connection, and this bounds how many and how long.
 */
import type { RequestHandler } from 'express';
import { sendBusy } from './busyReply.ts';
import { lineOf } from './lineOf.ts';
import { shares } from './shares.ts';
import { whenOver } from './whenOver.ts';

export interface BodyPace {
  /** How long a body may take before its pace is looked at, and how often from then on. */
  everyMs: number;
  /** A line of 64 kbit/s brings ten times as much. */
  minBytesPerSecond: number;
  /** An office of four hundred people shares one address, and few of their forms are on the way at one moment. */
  maxOfOneAddress: number;
}

const usual: BodyPace = { everyMs: 5000, minBytesPerSecond: 800, maxOfOneAddress: 128 };

/** @param isForPrograms whether an address answers in problem details (RFC 9457) */
export function bodyPace(
  { everyMs, minBytesPerSecond, maxOfOneAddress }: BodyPace = usual,
  isForPrograms: (address: string) => boolean = () => false,
): RequestHandler {
  const takeShare = shares(maxOfOneAddress);
  return (req, res, next) => {
    const { 'content-length': length, 'transfer-encoding': chunked } = req.headers;
    if (chunked === undefined && !(Number(length) > 0)) return next();
    const giveBack = takeShare(lineOf(req.ip));
    if (!giveBack) return sendBusy(req, res, isForPrograms(req.path));
    let received = req.socket.bytesRead;
    const timer = setInterval(() => {
      if (req.complete) return end();
      const { bytesRead } = req.socket;
      if (bytesRead - received < (minBytesPerSecond * everyMs) / 1000) req.socket.destroy();
      received = bytesRead;
    }, everyMs);
    timer.unref();
    const end = () => {
      clearInterval(timer);
      giveBack();
    };
    req.once('end', end);
    whenOver(res, end);
    next();
  };
}
