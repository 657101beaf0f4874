/** How many people of each office may have an invitation: its headcount, plus what a second administrator approved beyond it. */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { listParticipation } from '../../participation/listParticipation.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { CodeRequest } from '../../waves/waveParts.ts';

const isApproved = ({ decision }: CodeRequest) => decision === 'approved' || decision === 'used';

/** The maximum by office, approved requests included. */
export async function maxInvitations(wave: Pick<Wave, '_id'>): Promise<Map<string, number>> {
  const now = await WaveModel.findById(wave._id, { offices: 1, codeRequests: 1 }).lean();
  const approvedFor = (office: string) =>
    (now?.codeRequests ?? [])
      .filter((request) => request.office === office && isApproved(request))
      .reduce((sum, { count }) => sum + count, 0);
  return new Map(
    (now?.offices ?? []).map(({ code, headcount }) => [code, (headcount ?? 0) + approvedFor(code)]),
  );
}

/** How many more people may be invited, by office. */
export async function invitationsLeft(wave: Wave): Promise<Map<string, number>> {
  const max = await maxInvitations(wave);
  const { offices } = await listParticipation(wave);
  return new Map(offices.map(({ code, invited }) => [code, Math.max(0, (max.get(code) ?? 0) - invited)]));
}

/** The approved requests that are needed to invite this many more people, because headcount and used requests are not enough. */
export async function consentNeeded(wave: Wave, asked: ReadonlyMap<string, number>): Promise<CodeRequest[]> {
  const { offices } = await listParticipation(wave);
  return offices.flatMap(({ code, headcount, invited }) => {
    const requests = wave.codeRequests.filter(({ office }) => office === code);
    const counted = requests.filter(({ decision }) => decision === 'used');
    let missing =
      invited +
      (asked.get(code) ?? 0) -
      (headcount ?? 0) -
      counted.reduce((sum, { count }) => sum + count, 0);
    return requests.filter(({ decision, count }) => {
      if (decision !== 'approved' || missing <= 0 || !asked.has(code)) return false;
      missing -= count;
      return true;
    });
  });
}

/** Marks approved requests as used, and records in the audit trail who approved them. */
export async function useConsents(
  wave: Wave,
  requests: readonly CodeRequest[],
  auditContext: AuditContext,
): Promise<void> {
  const ids = new Set(requests.map(({ id }) => id));
  if (ids.size === 0) return;
  const codeRequests = wave.codeRequests.map((one) =>
    ids.has(one.id) ? { ...one, decision: 'used' as const } : one,
  );
  await WaveModel.updateOne({ _id: wave._id }, { $set: { codeRequests }, $inc: { revision: 1 } });
  for (const { office, count, decidedBy } of requests) {
    await auditWave(auditContext, 'wave.codesBeyondHeadcount', wave._id, {
      office,
      count,
      consentBy: decidedBy,
    });
  }
}
