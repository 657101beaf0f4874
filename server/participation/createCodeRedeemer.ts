/** Redeems codes for pages without script and for paper; `app.ts` hands it to them. */
import type { Request } from 'express';
import type { AppContext } from '../appContext.ts';
import { HttpError } from '../http/httpErrors.ts';
import { getCachedWave } from '../waves/cachedWave.ts';
import { waveKeysPresent } from '../waves/keys/waveKeysFile.ts';
import { codeLookUps } from './codeLookUps.ts';
import { readCode } from './codeText.ts';
import { AlreadyUsed, getRight, getWaveOfCode, UnknownCode } from './invitationRight.ts';
import { type IssuedCredential, issueCredential } from './issueCredential.ts';
import { hasTooManyInvitations } from './listParticipation.ts';

/** null instead of the error, where the page has a friendlier message. */
async function orNull<T>(attempt: Promise<T>, expected: typeof UnknownCode | typeof AlreadyUsed) {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof expected) return null;
    throw error;
  }
}

export function createCodeRedeemer({ config, failureLimits }: Pick<AppContext, 'config' | 'failureLimits'>) {
  const { keyDir } = config;
  const { limitLookUp, limitStateLookUp } = codeLookUps(failureLimits);
  return {
    readCode,
    findWave: (req: Request, code: string) =>
      orNull(
        limitLookUp(req, () => getWaveOfCode(code)),
        UnknownCode,
      ),
    findRight: (req: Request, wave: string, code: string) =>
      orNull(
        limitStateLookUp(req, { code, way: 'form' }, () => getRight(wave, code)),
        UnknownCode,
      ),
    async hasTooManyInvitations(wave: string, unit: string): Promise<boolean> {
      const found = await getCachedWave(wave);
      return found !== null && hasTooManyInvitations(found, unit);
    },
    async issueCredential(wave: string, code: string, nonce: Buffer): Promise<IssuedCredential | null> {
      if (!waveKeysPresent(keyDir, wave)) throw new HttpError(503, 'responses:keysMissing');
      return orNull(issueCredential({ keyDir, wave, code, nonce }), AlreadyUsed);
    },
  };
}
