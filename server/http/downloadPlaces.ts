/**
 * Places of downloads that cost work: each reads much of the store or sets pages. Only some are made at once, and fewer of one account, so that
 * nobody who asks for sixty and reads none keeps the others from theirs.
 */
import type { RequestHandler, Response } from 'express';
import { Overloaded } from './overloadGate.ts';
import { shares } from './shares.ts';
import { whenOver } from './whenOver.ts';

const maxAtOnce = 4;
const maxOfOneAccount = 2;

const places = new WeakSet<Response>();
const takeShare = shares(maxOfOneAccount);
let taken = 0;

/** Once for a response; given back when it is over. @throws Overloaded */
export function takeDownloadPlace(res: Response): void {
  if (places.has(res)) return;
  if (taken >= maxAtOnce) throw new Overloaded();
  const end = takeShare(accountOf(res));
  if (!end) throw new Overloaded();
  places.add(res);
  taken += 1;
  whenOver(res, () => {
    taken -= 1;
    end();
  });
}

/** Before the work that comes ahead of sending: what is refused has cost nothing. */
export const downloadPlace: RequestHandler = (_req, res, next) => {
  takeDownloadPlace(res);
  next();
};

const accountOf = ({ req }: Response) => (req.user as { _id?: string } | undefined)?._id ?? '';
