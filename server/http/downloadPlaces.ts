/**
 * Places of downloads that cost work: each reads much of the store or sets pages. Only some are made at once, and fewer of one account; the
 * others wait for them, so that nobody who asks for sixty and reads none keeps more than themselves from theirs.
 */
import type { RequestHandler, Response } from 'express';
import { endTurnOf, Overloaded } from './overloadGate.ts';
import { shares } from './shares.ts';
import { turns } from './turns.ts';
import { whenOver } from './whenOver.ts';

const maxAtOnce = 4;
const maxOfOneAccount = 2;
/** Those that are made included. */
const maxAskedOfOneAccount = 20;

const asked = new WeakSet<Response>();
const takeShare = shares(maxAskedOfOneAccount);
const takeTurnOfAccount = turns(maxOfOneAccount);
const takeTurn = turns(maxAtOnce);

/** Waits for a place, once for a response; it is given back when the response is over. @throws Overloaded when too many of the account wait */
export async function takeDownloadPlace(res: Response): Promise<void> {
  if (asked.has(res)) return;
  const account = accountOf(res);
  const end = takeShare(account);
  if (!end) throw new Overloaded();
  asked.add(res);
  whenOver(res, end);
  endTurnOf(res);
  whenOver(res, await takeTurnOfAccount(account));
  whenOver(res, await takeTurn('all'));
}

/** Before the work that comes ahead of sending: what is refused has cost nothing. */
export const downloadPlace: RequestHandler = async (req, res, next) => {
  await takeDownloadPlace(res);
  if (!req.socket.destroyed) next();
};

const accountOf = ({ req }: Response) => (req.user as { _id?: string } | undefined)?._id ?? '';
