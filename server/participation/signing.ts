/** POST /w/<wave>/signature: the one request that uses a right. It carries the code and a blinded token, and no answers. */
import { z } from 'zod';
import type { AppContext } from '../appContext.ts';
import { HttpError } from '../http/httpErrors.ts';
import type { OverloadGate } from '../http/overloadGate.ts';
import { jsonReply, type QuickRoute } from '../http/quickPath.ts';
import { WaveKeysMissing } from '../waves/keys/waveKeysFile.ts';
import { limitLookUp } from './limitLookUp.ts';
import { codeBody, getOpenWave, parseBody } from './parseBody.ts';
import { signBlinded } from './signBlinded.ts';

const base64 = z.string().max(2000);
const signatureBody = codeBody.extend({ blinded: base64 });

export function signing(
  { config, clock }: Pick<AppContext, 'config' | 'clock'>,
  gate: OverloadGate,
): QuickRoute {
  const answer: QuickRoute['answer'] = async (req, _res, id, sent) => {
    const wave = await getOpenWave(id, clock.now());
    const { code, blinded } = parseBody(signatureBody, sent);
    const token = { keyDir: config.keyDir, wave: wave._id, code, blinded: Buffer.from(blinded, 'base64') };
    const signature = await limitLookUp(req, () => signBlinded(token).catch(explain));
    return jsonReply(200, { signature: signature.toString('base64') });
  };
  return {
    method: 'POST',
    ending: '/signature',
    requireRoom: gate.requireRoom,
    answer: (...request) => gate.run(() => answer(...request)),
  };
}

function explain(error: unknown): never {
  throw error instanceof WaveKeysMissing ? new HttpError(503, 'responses:keysMissing') : error;
}
