/** Requests for codes beyond an office's headcount: one administrator asks with a reason, another one decides. Both are audited. */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { requireIndependent } from '../../accounts/requireIndependent.ts';
import { randomId } from '../../database/randomId.ts';
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { inviteOffice } from '../../participation/inviteOffice.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { CodeRequest } from '../../waves/waveParts.ts';
import type { OfficeCodes } from './makeCodes.ts';

/** @throws Conflict unless open; NotFound for an office that is not in the wave */
export async function requestCodes(
  wave: Wave,
  asked: { office: string; count: number; reason: string },
  auditContext: AuditContext,
): Promise<void> {
  if (!wave.offices.some(({ code }) => code === asked.office)) throw new NotFound();
  const request: CodeRequest = {
    ...asked,
    id: randomId(12),
    askedBy: auditContext.actor,
    decision: 'waiting',
    decidedBy: null,
  };
  const done = await WaveModel.updateOne(
    { _id: wave._id, state: 'open' },
    { $push: { codeRequests: request }, $inc: { revision: 1 } },
  );
  if (done.matchedCount === 0) throw new Conflict('campaigns:conflict.notOpen');
  await auditWave(auditContext, 'wave.codesAsked', wave._id, { ...asked, request: request.id });
}

/** @throws Conflict when the asking administrator decides, or one whose account that one holds, or it was decided before; NotFound */
export async function decideCodeRequest(
  wave: Wave,
  requestId: string,
  decision: 'approved' | 'refused',
  auditContext: AuditContext,
): Promise<void> {
  const request = wave.codeRequests.find(({ id }) => id === requestId);
  if (!request) throw new NotFound();
  await requireIndependent(request.askedBy, auditContext.actor, wave.launchedAt);
  if (request.decision !== 'waiting') throw new Conflict('campaigns:conflict.decided');
  const { office, count, askedBy } = request;
  await replaceRequest(wave, { ...request, decision, decidedBy: auditContext.actor });
  const action = decision === 'approved' ? 'wave.codesApproved' : 'wave.codesRefused';
  await auditWave(auditContext, action, wave._id, { office, count, askedBy, request: requestId });
}

/** Makes the approved codes, once. @throws Conflict unless approved and not used yet; NotFound */
export async function makeApprovedCodes(
  wave: Wave,
  requestId: string,
  auditContext: AuditContext,
): Promise<OfficeCodes[]> {
  const request = wave.codeRequests.find(({ id }) => id === requestId);
  if (!request) throw new NotFound();
  if (request.decision !== 'approved') throw new Conflict('campaigns:conflict.notApproved');
  await replaceRequest(wave, { ...request, decision: 'used' });
  const { office, count, decidedBy } = request;
  const codes = await inviteOffice({ wave, office, count, consentBy: decidedBy });
  await auditWave(auditContext, 'wave.codesBeyondHeadcount', wave._id, {
    office,
    count,
    consentBy: decidedBy,
  });
  return [{ office, codes }];
}

async function replaceRequest(wave: Wave, changed: CodeRequest): Promise<void> {
  const codeRequests = wave.codeRequests.map((one) => (one.id === changed.id ? changed : one));
  const done = await WaveModel.updateOne(
    { _id: wave._id, revision: wave.revision },
    { $set: { codeRequests }, $inc: { revision: 1 } },
  );
  if (done.matchedCount === 0) throw new Conflict('campaigns:conflict.decided');
}
