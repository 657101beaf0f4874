/**
 * So many requests a second of one address, above what an office of four hundred sends behind one: each costs some milliseconds, and somebody
 * who sends them by the hundred would keep all others waiting though none is refused. Behind the requests of a rush, which are bounded by
 * themselves (`overloadGate.ts`). Addresses are kept in memory for seconds.
 */
import type { RequestHandler } from 'express';
import { sendBusy } from './busyReply.ts';
import { lineOf } from './lineOf.ts';

export interface AddressRate {
  perSecond: number;
  /** What may come at once. */
  burst: number;
}

const forgetMs = 10_000;

/** @param isForPrograms whether an address answers in problem details */
export function addressRate(
  { perSecond, burst }: AddressRate,
  isForPrograms: (address: string) => boolean = () => false,
): RequestHandler {
  /** How many more may come, as of a moment. */
  const left = new Map<string, { count: number; at: number }>();
  let forgotten = performance.now();
  const forgetOld = (now: number) => {
    if (now - forgotten < forgetMs) return;
    forgotten = now;
    for (const [address, { at }] of left) if (now - at > forgetMs) left.delete(address);
  };
  return (req, res, next) => {
    const now = performance.now();
    forgetOld(now);
    const address = lineOf(req.ip);
    const before = left.get(address) ?? { count: burst, at: now };
    const count = Math.min(burst, before.count + ((now - before.at) * perSecond) / 1000);
    left.set(address, { count: count < 1 ? count : count - 1, at: now });
    if (count < 1) return sendBusy(req, res, isForPrograms(req.path));
    next();
  };
}
