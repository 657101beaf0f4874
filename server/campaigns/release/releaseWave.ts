/** Release: one audience after another may see the results. Only audiences that were declared before launch can. */

import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import type { Audience } from '../../waves/audience.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { resultsWordsFor } from '../../waves/resultsWords.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { countedStates, stateIn } from '../../waves/waveState.ts';

/** @throws Conflict unless counted, or for an audience that was not declared */
export async function releaseWave(wave: Wave, audience: Audience, auditContext: AuditContext): Promise<void> {
  if (!wave.audiences.includes(audience)) throw new Conflict('campaigns:conflict.notDeclared');
  const released = await WaveModel.updateOne(
    { _id: wave._id, ...stateIn(countedStates) },
    {
      $set: {
        state: 'released',
        releasedAt: wave.releasedAt ?? auditContext.now,
        resultsWords: resultsWordsFor(wave, [audience]),
      },
      $addToSet: { releasedTo: audience },
    },
  );
  if (released.matchedCount === 0) throw new Conflict('campaigns:conflict.notCounted');
  await auditWave(auditContext, 'wave.release', wave._id, { audience });
}
