/** Exchanges an unused invitation for the signature of one blinded token. The signed token cannot be recognised later. */
import { hash } from 'node:crypto';
import { BadRequest } from '../http/httpErrors.ts';
import { loadSigningKeys, signingKeyOf } from '../waves/keys/signingKeys.ts';
import { fitsKey } from './blindSign.ts';
import { claimRight } from './invitationRight.ts';
import { signInRush } from './rushSigner.ts';

/**
 * The signature of a blinded token; the same token is signed again with the same result. A token that our script never makes is refused
 * before anybody looks at whether the right was used: else whoever holds a code could watch with such tokens when its owner answers.
 * @throws UnknownCode, AlreadyUsed, WaveKeysMissing, BadRequest (a token that does not fit the key of its unit)
 */
export async function signBlinded(input: {
  keyDir: string;
  wave: string;
  code: unknown;
  blinded: Buffer;
}): Promise<Buffer> {
  const keys = loadSigningKeys(input.keyDir, input.wave);
  const fitting = [...keys].filter(([, key]) => fitsKey(key, input.blinded)).map(([unit]) => unit);
  if (fitting.length === 0) throw new BadRequest();
  const purpose = hash('sha256', input.blinded, 'hex');
  const right = await claimRight(
    input.wave,
    input.code,
    purpose,
    fitting.length < keys.size ? fitting : null,
  );
  return signInRush(signingKeyOf(keys, right), input.blinded);
}
