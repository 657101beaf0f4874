/** POST /w/<wave>/ballots: the one request that carries answers. It has no code, no cookie and nothing that identifies the sender. */
import type { AppContext } from '../appContext.ts';
import { BadRequest } from '../http/httpErrors.ts';
import type { OverloadGate } from '../http/overloadGate.ts';
import { jsonReply, type QuickRoute } from '../http/quickPath.ts';
import { getAnsweringWave } from './answeringWave.ts';
import { answersBody, credentialBody } from './forms.ts';
import { CredentialRefused, submitBallot } from './submitBallot.ts';

const stored = jsonReply(201, { stored: true });

export function ballotBox({ clock }: Pick<AppContext, 'clock'>, gate: OverloadGate): QuickRoute {
  const accept = async (wave: string, sent: unknown) => {
    const answering = await getAnsweringWave(wave, clock.now());
    const body = (sent ?? {}) as Record<string, unknown>;
    const credential = credentialBody.safeParse(body.credential);
    if (!credential.success) throw new CredentialRefused();
    const answers = answersBody.safeParse(body.answers);
    if (!answers.success) throw new BadRequest();
    await submitBallot(answering, credential.data, answers.data);
    return stored;
  };
  return {
    method: 'POST',
    ending: '/ballots',
    requireRoom: gate.requireRoom,
    answer: (_req, _res, wave, body) => gate.run(() => accept(wave, body)),
  };
}
