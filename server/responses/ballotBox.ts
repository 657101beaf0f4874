/** POST /w/<wave>/ballots: the one request that brings answers. It carries no code, no cookie and nothing of whoever answered. */
import type { AppContext } from '../appContext.ts';
import { BadRequest } from '../http/errors.ts';
import type { Gate } from '../http/overload.ts';
import { jsonReply, type QuickRoute } from '../http/quickPath.ts';
import { getAnsweringWave } from './answeringWave.ts';
import { ballotBody } from './forms.ts';
import { submitBallot } from './submitBallot.ts';

const stored = jsonReply(201, { stored: true });

export function ballotBox({ clock }: Pick<AppContext, 'clock'>, gate: Gate): QuickRoute {
  const take = async (wave: string, sent: unknown) => {
    const answering = await getAnsweringWave(wave, clock.now());
    const body = ballotBody.safeParse(sent);
    if (!body.success) throw new BadRequest();
    await submitBallot(answering, body.data.credential, body.data.answers);
    return stored;
  };
  return {
    method: 'POST',
    ending: '/ballots',
    answer: (_req, _res, wave, body) => gate.pass(() => take(wave, body)),
  };
}
