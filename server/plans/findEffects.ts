/**
 * What became of plans: the wave after them against the wave before, dimension by dimension, from published scores alone. With a draw those
 * drawn to begin are compared with those drawn to wait, whether they did or not; without one, offices with a plan with all others.
 */

import { marginOf } from '../instruments/bands.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { benjaminiHochberg } from '../statistics/adjustP.ts';
import { minimumSizes } from '../statistics/minimumSizes.ts';
import { type PlanEffect, planEffect } from '../statistics/planEffect.ts';
import { type PlanDesign, type PlanVerdict, planVerdict } from '../statistics/planVerdict.ts';
import type { Wave } from '../waves/wave.ts';
import {
  type Between,
  comparedOffices,
  coveredBy,
  findBetween,
  type NamedOffice,
} from './comparedOffices.ts';
import { begins, drawId, type PlanDraw } from './planDraw.ts';

export interface DimensionEffect {
  dimension: string;
  design: PlanDesign;
  verdict: PlanVerdict;
  planned: number;
  others: number;
  effect: PlanEffect | null;
  /** Offices of a draw, or with a plan, that could not be compared: hidden in a wave, changed, or gone. */
  left: number;
}

export interface InstrumentEffects {
  instrument: Instrument;
  dimensions: DimensionEffect[];
}

export interface WaveEffects {
  first: Wave;
  second: Wave;
  /** Plans that were still under way when the second wave opened. */
  underWay: number;
  instruments: InstrumentEffects[];
}

/** Null for a wave without one before it, or that is not released. */
export async function findEffects(second: Wave): Promise<WaveEffects | null> {
  const between = await findBetween(second);
  if (!between) return null;
  const { first, plans } = between;
  const instruments = [];
  for (const instrument of first.instruments) {
    const dimensions = await compareDimensions(between, instrument);
    if (dimensions.length > 0) instruments.push({ instrument, dimensions });
  }
  const underWay = plans.filter(({ frozen }) => frozen?.state === 'open').length;
  return { first, second, underWay, instruments };
}

/** Only dimensions with a plan or a draw; p is adjusted over those that could be tested. */
async function compareDimensions(between: Between, instrument: Instrument): Promise<DimensionEffect[]> {
  const { first, plans, draws } = between;
  const asked = instrument.dimensions.filter(({ id }) =>
    [...plans, ...draws].some(({ dimension }) => dimension === id),
  );
  if (asked.length === 0) return [];
  const officesFor = await comparedOffices(between, instrument.id);
  const compared = asked.map(({ id }) => {
    const draw = draws.find(({ _id }) => _id === drawId(first._id, id)) ?? null;
    const chosen = draw ? begins(draw) : coveredBy(plans, id, first);
    return compare(id, draw, chosen, officesFor(id, new Set(chosen)));
  });
  const isTested = (one: Compared) => Math.min(one.planned, one.others) >= minimumSizes.planSide;
  const adjusted = benjaminiHochberg(compared.map((one) => (isTested(one) ? (one.effect?.p ?? null) : null)));
  return compared.map((one, k) => {
    const found = one.effect && { ...one.effect, pAdjusted: adjusted[k] ?? 1 };
    return { ...one, verdict: planVerdict(found, one.design, marginOf(instrument)) };
  });
}

type Compared = Omit<DimensionEffect, 'verdict'>;

/** Of a draw only its own offices: it says nothing of the rest. */
function compare(
  dimension: string,
  draw: PlanDraw | null,
  chosen: readonly string[],
  all: readonly NamedOffice[],
): Compared {
  const offices = draw ? all.filter(({ code }) => draw.offices.includes(code)) : all;
  const planned = offices.filter((office) => office.planned).length;
  const left = draw ? draw.offices.length - offices.length : chosen.length - planned;
  const others = offices.length - planned;
  return { dimension, design: draw ? 'draw' : 'matched', planned, others, left, effect: planEffect(offices) };
}
