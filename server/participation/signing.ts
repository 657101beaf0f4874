/** POST /w/<wave>/signature: the one request that uses a right. It carries the code and a blinded token, and no answers. */
import type { AppContext } from '../appContext.ts';
import { parseBody } from '../http/forms.ts';
import { HttpError } from '../http/httpErrors.ts';
import type { OverloadGate } from '../http/overloadGate.ts';
import { jsonReply, type QuickRoute } from '../http/quickPath.ts';
import { getAnswerableWave } from '../waves/cachedWave.ts';
import { WaveKeysMissing } from '../waves/keys/waveKeysFile.ts';
import { codeLookUps } from './codeLookUps.ts';
import { signatureBody } from './forms.ts';
import { signBlinded } from './signBlinded.ts';

export function signing(
  { config, clock, failureLimits }: Pick<AppContext, 'config' | 'clock' | 'failureLimits'>,
  gate: OverloadGate,
): QuickRoute {
  const { limitLookUp } = codeLookUps(failureLimits);
  const answer: QuickRoute['answer'] = async (req, _res, id, sent) => {
    const wave = await getAnswerableWave(id, clock.now());
    const { code, blinded } = parseBody(signatureBody, sent);
    const token = { keyDir: config.keyDir, wave: wave._id, code, blinded };
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
