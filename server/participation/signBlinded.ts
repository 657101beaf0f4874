/** Trades an unused invitation for the signature of one blinded token. What was signed here cannot be recognised later. */
import { createHash } from 'node:crypto';
import { BadRequest } from '../http/errors.ts';
import { loadSigningKey } from '../waves/waveKeys.ts';
import { blindSign, fitsKey } from './blindSign.ts';
import { claimRight, getRight } from './right.ts';

/**
 * The signature of a blinded token; the same token is signed again with the same result.
 * @throws UnknownCode, AlreadyUsed, BadRequest (a token that no browser of ours makes; the right stays unused)
 */
export async function signBlinded(input: {
  keyDir: string;
  wave: string;
  code: unknown;
  blinded: Buffer;
}): Promise<Buffer> {
  const right = await getRight(input.wave, input.code);
  const key = loadSigningKey(input.keyDir, input.wave, right.unit);
  if (!fitsKey(key, input.blinded)) throw new BadRequest();
  await claimRight(right, createHash('sha256').update(input.blinded).digest('hex'));
  return blindSign(key, input.blinded);
}
