/** Makes codes for one office or for all of them, up to the headcounts. They are shown once: only their hashes are stored. */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { inviteOffice } from '../../participation/inviteOffice.ts';
import { listParticipation } from '../../participation/listParticipation.ts';
import { auditWave } from '../../waves/auditWave.ts';
import type { Wave } from '../../waves/wave.ts';

export interface OfficeCodes {
  office: string;
  codes: string[];
}

/**
 * @param asked.made how many codes existed when the administrator's page was rendered, so that sending a form twice does not make them twice
 * @throws Conflict when codes were made in the meantime; AboveHeadcount
 */
export async function makeOfficeCodes(
  wave: Wave,
  asked: { office: string; count: number; made: number },
  auditContext: AuditContext,
): Promise<OfficeCodes[]> {
  const { total } = await listParticipation(wave);
  if (total.invited !== asked.made) throw new Conflict('campaigns:conflict.codesMade');
  const codes = await inviteOffice({ wave, office: asked.office, count: asked.count });
  await auditWave(auditContext, 'wave.codes', wave._id, { office: asked.office, count: codes.length });
  return [{ office: asked.office, codes }];
}

/** As many for each office as its headcount still allows. @throws Conflict when none is left to make */
export async function makeAllCodes(wave: Wave, auditContext: AuditContext): Promise<OfficeCodes[]> {
  const { offices } = await listParticipation(wave);
  const made: OfficeCodes[] = [];
  for (const { code, headcount, invited } of offices) {
    const count = (headcount ?? 0) - invited;
    if (count > 0) made.push({ office: code, codes: await inviteOffice({ wave, office: code, count }) });
  }
  if (made.length === 0) throw new Conflict('campaigns:conflict.noCodesLeft');
  const count = made.reduce((sum, { codes }) => sum + codes.length, 0);
  await auditWave(auditContext, 'wave.codes', wave._id, { offices: made.length, count });
  return made;
}
