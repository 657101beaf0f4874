/** Codes beyond an office's headcount: one administrator asks with a reason, another one decides. Both are audited. */
import { randomId } from '../../database/randomId.ts';
import { Conflict, NotFound } from '../../http/errors.ts';
import { inviteOffice } from '../../participation/inviteOffice.ts';
import { type Act, auditWave } from '../act.ts';
import { type Wave, WaveModel } from '../wave.ts';
import type { OfficeCodes } from './makeCodes.ts';

/** Codes beyond an office's headcount: one administrator asks, another one decides. */
export interface CodeRequest {
  id: string;
  office: string;
  count: number;
  reason: string;
  askedBy: string;
  /** used: the codes were made. */
  decision: 'waiting' | 'approved' | 'refused' | 'used';
  decidedBy: string | null;
}

/** @throws Conflict unless open; NotFound for an office that is not in the wave */
export async function requestCodes(
  wave: Wave,
  asked: { office: string; count: number; reason: string },
  act: Act,
): Promise<void> {
  if (!wave.offices.some(({ code }) => code === asked.office)) throw new NotFound();
  const request: CodeRequest = {
    ...asked,
    id: randomId(12),
    askedBy: act.actor,
    decision: 'waiting',
    decidedBy: null,
  };
  const done = await WaveModel.updateOne(
    { _id: wave._id, state: 'open' },
    { $push: { codeRequests: request }, $inc: { revision: 1 } },
  );
  if (done.matchedCount === 0) throw new Conflict('waves:conflict.notOpen');
  await auditWave(act, 'wave.codesAsked', wave._id, { ...asked, request: request.id });
}

/** @throws Conflict when the asking administrator decides, or it was decided before; NotFound */
export async function decideCodeRequest(
  wave: Wave,
  requestId: string,
  decision: 'approved' | 'refused',
  act: Act,
): Promise<void> {
  const request = wave.codeRequests.find(({ id }) => id === requestId);
  if (!request) throw new NotFound();
  if (request.askedBy === act.actor) throw new Conflict('waves:conflict.secondAdministrator');
  if (request.decision !== 'waiting') throw new Conflict('waves:conflict.decided');
  const { office, count, askedBy } = request;
  await rewrite(wave, { ...request, decision, decidedBy: act.actor });
  const action = decision === 'approved' ? 'wave.codesApproved' : 'wave.codesRefused';
  await auditWave(act, action, wave._id, { office, count, askedBy, request: requestId });
}

/** Makes the codes that were agreed to, once. @throws Conflict unless approved and not used yet; NotFound */
export async function makeAgreedCodes(wave: Wave, requestId: string, act: Act): Promise<OfficeCodes[]> {
  const request = wave.codeRequests.find(({ id }) => id === requestId);
  if (!request) throw new NotFound();
  if (request.decision !== 'approved') throw new Conflict('waves:conflict.notApproved');
  await rewrite(wave, { ...request, decision: 'used' });
  const { office, count, decidedBy } = request;
  const codes = await inviteOffice({ wave, office, count, consentBy: decidedBy });
  await auditWave(act, 'wave.codesBeyondHeadcount', wave._id, { office, count, consentBy: decidedBy });
  return [{ office, codes }];
}

async function rewrite(wave: Wave, changed: CodeRequest): Promise<void> {
  const codeRequests = wave.codeRequests.map((one) => (one.id === changed.id ? changed : one));
  const done = await WaveModel.updateOne(
    { _id: wave._id, revision: wave.revision },
    { $set: { codeRequests }, $inc: { revision: 1 } },
  );
  if (done.matchedCount === 0) throw new Conflict('waves:conflict.decided');
}
