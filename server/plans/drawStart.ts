/** Who may be drawn, what a draw could show, and the draw itself. */
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { Conflict } from '../http/httpErrors.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { foreseeableDifference } from '../statistics/foreseeableDifference.ts';
import { minimumSizes } from '../statistics/minimumSizes.ts';
import type { Wave } from '../waves/wave.ts';
import { coveredOffices } from './coveredOffices.ts';
import { type DimensionScores, ownScores } from './ownScores.ts';
import { type Plan, PlanModel } from './plan.ts';
import { begins, drawId, drawnOrder, newSeed, type PlanDraw, PlanDrawModel, waits } from './planDraw.ts';

export interface Eligible {
  /** Codes with their scores, the lowest first. */
  offices: { code: string; mean: number; n: number }[];
  scores: DimensionScores | null;
}

/** Offices whose score is shown and below the ideal, and that have begun no plan for the dimension. */
export async function eligibleOffices(
  wave: Wave,
  instrument: Instrument,
  dimension: string,
): Promise<Eligible> {
  const scores = (await ownScores(wave, instrument.id)).get(dimension) ?? null;
  const plans = await PlanModel.find({ wave: wave._id }).lean();
  const begun = plans.filter((plan) => plan.dimension === dimension && plan.openedOn !== null);
  const taken = new Set(begun.flatMap((plan) => coveredOffices(plan, wave)));
  const ideal = instrument.ideal ?? Number.POSITIVE_INFINITY;
  const offices = [...(scores?.offices ?? [])]
    .filter(([code, { mean }]) => mean < ideal && !taken.has(code))
    .map(([code, { mean, n }]) => ({ code, mean, n }));
  return { offices: offices.sort((a, b) => a.mean - b.mean), scores };
}

/** For numbers of offices that begin, the smallest difference that the draw could show; null where nothing would be tested. */
export function foreseen(
  { offices, scores }: Eligible,
  counts: readonly number[],
): { count: number; points: number | null }[] {
  const answers = offices.length / offices.reduce((sum, { n }) => sum + 1 / n, 0);
  return counts.map((count) => {
    const others = offices.length - count;
    const tested = scores !== null && Math.min(count, others) >= minimumSizes.planSide;
    const points = tested
      ? foreseeableDifference({ planned: count, others, answers, icc: scores.icc, sd: scores.sd })
      : null;
    return { count, points };
  });
}

/** @throws Conflict when the dimension was drawn for before */
export async function drawStart(
  wave: Wave,
  asked: { instrument: string; dimension: string; offices: readonly string[]; count: number },
  { actor, now }: AuditContext,
): Promise<PlanDraw> {
  const { instrument, dimension, count } = asked;
  const seed = newSeed();
  const offices = drawnOrder(asked.offices, seed);
  const draw = {
    _id: drawId(wave._id, dimension),
    wave: wave._id,
    instrument,
    dimension,
    seed,
    offices,
    count,
  };
  const made = { ...draw, day: isoDayOf(now) };
  try {
    await PlanDrawModel.create(made);
  } catch (error) {
    if ((error as { code?: number }).code === 11000) throw new Conflict('plans:errors.drawn');
    throw error;
  }
  const detail = { dimension, seed, offices: begins(made).join(' '), waiting: waits(made).join(' ') };
  await audit({ at: now, actor, action: 'plan.draw', subject: { kind: 'wave', id: wave._id }, detail });
  return made;
}

/** @throws Conflict for a plan that would reach an office that waits for its turn */
export async function requireTurn(plan: Plan, wave: Pick<Wave, 'offices' | 'units'>): Promise<void> {
  const draw = await PlanDrawModel.findById(drawId(plan.wave, plan.dimension)).lean();
  if (!draw) return;
  const waiting = new Set(waits(draw));
  if (coveredOffices(plan, wave).some((code) => waiting.has(code))) throw new Conflict('plans:errors.waits');
}
