/**
 * Corrects a headcount that turns out wrong after the launch, with a note. This changes rates and how many codes an office may have;
 * units, and the questions they are asked, stay as they were frozen, because a difference could identify people. Raising a headcount
 * could create respondents who do not exist, so it takes a second administrator; lowering it takes one.
 */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { requireIndependent } from '../../accounts/requireIndependent.ts';
import { randomId } from '../../database/randomId.ts';
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { HeadcountCorrection } from '../../waves/waveParts.ts';
import { isRunning } from '../../waves/waveState.ts';

type Asked = Pick<HeadcountCorrection, 'office' | 'note'> & { headcount: number };

/**
 * @returns whether it is applied at once, or waits for another administrator
 * @throws Conflict once counting has begun; NotFound for an office that is not in the wave
 */
export async function correctWaveHeadcount(
  wave: Wave,
  { office, headcount, note }: Asked,
  auditContext: AuditContext,
): Promise<'applied' | 'waiting'> {
  const before = wave.offices.find(({ code }) => code === office);
  if (!before) throw new NotFound();
  if (!isRunning(wave)) throw new Conflict('campaigns:conflict.counting');
  const decision = headcount > (before.headcount ?? 0) ? 'waiting' : 'applied';
  const correction: HeadcountCorrection = {
    id: randomId(12),
    office,
    from: before.headcount,
    to: headcount,
    note,
    at: auditContext.now,
    by: auditContext.actor,
    decision,
    decidedBy: null,
  };
  await write(wave, [...wave.headcountCorrections, correction], decision === 'applied' ? correction : null);
  const action = decision === 'applied' ? 'wave.headcount' : 'wave.headcountAsked';
  await auditWave(auditContext, action, wave._id, { office, from: before.headcount, to: headcount, note });
  return decision;
}

/** @throws Conflict when the asking administrator decides, or one whose account that one holds, or it was decided before, or counting has begun; NotFound */
export async function decideHeadcount(
  wave: Wave,
  id: string,
  decision: 'applied' | 'refused',
  auditContext: AuditContext,
): Promise<void> {
  const asked = wave.headcountCorrections.find((one) => one.id === id);
  if (!asked) throw new NotFound();
  await requireIndependent(asked.by, auditContext.actor, wave.launchedAt);
  if (asked.decision !== 'waiting') throw new Conflict('campaigns:conflict.decided');
  const { office, to, by } = asked;
  const from = wave.offices.find(({ code }) => code === office)?.headcount ?? null;
  const decided = { ...asked, from, decision, decidedBy: auditContext.actor };
  // Its place in the list is that of its decision: corrections are undone in the order in which they took effect.
  const others = wave.headcountCorrections.filter((one) => one.id !== id);
  await write(wave, [...others, decided], decision === 'applied' ? decided : null);
  const action = decision === 'applied' ? 'wave.headcount' : 'wave.headcountRefused';
  await auditWave(auditContext, action, wave._id, { office, from, to, askedBy: by });
}

/** @throws Conflict when the wave has changed in the meantime or is being counted */
async function write(
  wave: Wave,
  headcountCorrections: HeadcountCorrection[],
  applied: HeadcountCorrection | null,
): Promise<void> {
  if (!isRunning(wave)) throw new Conflict('campaigns:conflict.counting');
  const changed = applied ? withHeadcount(wave, applied) : {};
  const written = await WaveModel.updateOne(
    { _id: wave._id, state: wave.state, job: null, revision: wave.revision },
    { $set: { headcountCorrections, ...changed }, $inc: { revision: 1 } },
  );
  if (written.matchedCount === 0) throw new Conflict('campaigns:conflict.counting');
}

function withHeadcount(wave: Wave, { office, to }: HeadcountCorrection): Pick<Wave, 'offices' | 'units'> {
  const offices = wave.offices.map((one) => (one.code === office ? { ...one, headcount: to } : one));
  const staff = new Map(offices.map((one) => [one.code, one.headcount]));
  const units = wave.units.map((unit) =>
    unit.offices.includes(office)
      ? { ...unit, headcount: unit.offices.reduce((sum, code) => sum + (staff.get(code) ?? 0), 0) }
      : unit,
  );
  return { offices, units };
}
