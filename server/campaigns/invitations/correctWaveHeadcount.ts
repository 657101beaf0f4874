/**
 * A headcount that turns out wrong after launch is corrected with a note. It changes rates and how many codes an office may
 * have; units and the questions they are asked stay as they were frozen, or people could be told apart by the difference.
 */

import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { type AuditContext, auditWave } from '../../waves/auditWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { HeadcountCorrection } from '../../waves/waveParts.ts';

/** @throws Conflict once counting has begun; NotFound for an office that is not in the wave */
export async function correctWaveHeadcount(
  wave: Wave,
  { office, headcount, note }: { office: string; headcount: number; note: string },
  auditContext: AuditContext,
): Promise<void> {
  const before = wave.offices.find(({ code }) => code === office);
  if (!before) throw new NotFound();
  if (wave.state !== 'open' && wave.state !== 'closed') throw new Conflict('campaigns:conflict.counting');
  const offices = wave.offices.map((one) => (one.code === office ? { ...one, headcount } : one));
  const staff = new Map(offices.map((one) => [one.code, one.headcount]));
  const units = wave.units.map((unit) =>
    unit.offices.includes(office)
      ? { ...unit, headcount: unit.offices.reduce((sum, code) => sum + (staff.get(code) ?? 0), 0) }
      : unit,
  );
  const correction: HeadcountCorrection = {
    office,
    from: before.headcount,
    to: headcount,
    note,
    at: auditContext.now,
    by: auditContext.actor,
  };
  const corrected = await WaveModel.updateOne(
    { _id: wave._id, state: wave.state, job: null, revision: wave.revision },
    { $set: { offices, units }, $push: { headcountCorrections: correction }, $inc: { revision: 1 } },
  );
  if (corrected.matchedCount === 0) throw new Conflict('campaigns:conflict.counting');
  await auditWave(auditContext, 'wave.headcount', wave._id, {
    office,
    from: before.headcount,
    to: headcount,
    note,
  });
}
