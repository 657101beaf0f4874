/** Makes the slips that a people list needs: once, when somebody is ready to print, because their codes are shown once. */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { AboveHeadcount, inviteOffice } from '../../participation/inviteOffice.ts';
import { listParticipation } from '../../participation/listParticipation.ts';
import { type PeopleList, PeopleListModel } from '../../participation/peopleList/peopleList.ts';
import { auditWave } from '../../waves/auditWave.ts';
import type { Wave } from '../../waves/wave.ts';
import { maxInvitations } from '../invitations/invitationAllowance.ts';
import type { OfficeCodes } from '../invitations/makeCodes.ts';

/** @throws Conflict when they were made before; AboveHeadcount when other codes were made in the meantime */
export async function makeListSlips(
  list: PeopleList,
  wave: Wave,
  auditContext: AuditContext,
): Promise<OfficeCodes[]> {
  await refuseAbove(list, wave);
  const claimed = await PeopleListModel.updateOne(
    { _id: list._id, state: 'done', slipsMade: false },
    { $set: { slipsMade: true } },
  );
  if (claimed.modifiedCount === 0 || list.slips.length === 0)
    throw new Conflict('peopleList:conflict.slipsMade');
  const made: OfficeCodes[] = [];
  for (const { office, count } of list.slips) {
    const agreed = wave.codeRequests.find((one) => one.office === office && one.decision === 'used');
    const consentBy = agreed?.decidedBy ?? null;
    made.push({ office, codes: await inviteOffice({ wave, office, count, consentBy }) });
  }
  const count = list.slips.reduce((sum, one) => sum + one.count, 0);
  await auditWave(auditContext, 'wave.codes', wave._id, { list: list._id, offices: made.length, count });
  return made;
}

async function refuseAbove(list: PeopleList, wave: Wave): Promise<void> {
  const max = await maxInvitations(wave);
  const { offices } = await listParticipation(wave);
  for (const { office, count } of list.slips) {
    const { invited = 0, headcount = 0 } = offices.find(({ code }) => code === office) ?? {};
    if (invited + count > (max.get(office) ?? 0)) {
      throw new AboveHeadcount({ headcount: headcount ?? 0, invited, asked: count });
    }
  }
}
