/**
 * Bodies that arrive too slowly, and too many unfinished ones of one address. A request takes no place among those that are worked on
 * (`overloadGate.ts`) before its body is there; until then it costs a connection, and this bounds how many and how long.
 */
import type { RequestHandler, Response } from 'express';
import { Overloaded } from './overloadGate.ts';
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

export function bodyPace({ everyMs, minBytesPerSecond, maxOfOneAddress }: BodyPace = usual): RequestHandler {
  const unfinished = new Map<string, number>();
  return (req, res, next) => {
    const { 'content-length': length, 'transfer-encoding': chunked } = req.headers;
    if (chunked === undefined && !(Number(length) > 0)) return next();
    const address = req.ip ?? '';
    const before = unfinished.get(address) ?? 0;
    if (before >= maxOfOneAddress) return refuse(res);
    unfinished.set(address, before + 1);
    let received = req.socket.bytesRead;
    const timer = setInterval(() => {
      if (req.complete) return end();
      const { bytesRead } = req.socket;
      if (bytesRead - received < (minBytesPerSecond * everyMs) / 1000) req.socket.destroy();
      received = bytesRead;
    }, everyMs);
    timer.unref();
    let isCounted = true;
    const end = () => {
      clearInterval(timer);
      if (!isCounted) return;
      isCounted = false;
      const left = (unfinished.get(address) ?? 1) - 1;
      if (left > 0) unfinished.set(address, left);
      else unfinished.delete(address);
    };
    req.once('end', end);
    whenOver(res, end);
    next();
  };
}

/** Nothing has prepared a page at this place, and the rest of the body is not waited for. */
function refuse(res: Response): void {
  const { status, messageKey, retryAfterSeconds } = new Overloaded();
  res.status(status).set({ 'Retry-After': String(retryAfterSeconds), Connection: 'close' });
  res.json({ error: { key: messageKey } });
}
