/**
 * How the index of a province has changed over five waves and more, from what each wave's reports show: exact means of offices' own staff,
 * their sd and n. Offices that are hidden or rounded in a wave have no score in it, so nothing can be told of them that is not shown.
 */

import { marginOf } from '../../../instruments/bands.ts';
import { comparableDimensions } from '../../../instruments/compareVersions.ts';
import type { Instrument } from '../../../instruments/instrument.ts';
import type { ChangeOffice } from '../../../statistics/changeLikelihood.ts';
import { minimumSizes } from '../../../statistics/minimumSizes.ts';
import { type Movement, type ProvinceChange, provinceChange } from '../../../statistics/provinceChange.ts';
import type { WaveOffice, WaveUnit } from '../../../waves/waveUnit.ts';
import {
  isShown,
  type Report,
  type Score,
  type Suppressed,
  type Verdict,
} from '../../published/reportObject.ts';
import { verdictOn } from '../../published/verdicts.ts';
import { type GoalAhead, goalAhead } from './goalAhead.ts';

/** What is shown of the own staff of all units of one wave. */
export interface ShownWave {
  id: string;
  endsAt: Date | null;
  instruments: readonly Instrument[];
  units: readonly Pick<WaveUnit, 'code' | 'offices'>[];
  reports: readonly (Pick<Report, 'office' | 'rolledUpTo'> & {
    instruments: { id: string; index: Pick<Score, 'n' | 'mean' | 'sd'> | Suppressed }[];
  })[];
}

export interface SpokenMovement extends Movement {
  /** As of any difference: practically none by the instrument's margin, different by test, or neither. */
  verdict: Verdict;
}

export interface ChangeOverWaves {
  /** Oldest first, with the level that all offices have in common. */
  waves: { id: string; endsAt: string | null; level: number; se: number; offices: number }[];
  /** Years, where the days of all waves are known. */
  timeUnit: 'year' | 'wave';
  /** From the first wave to the last. */
  span: number;
  offices: number;
  /** Points from the first wave to the last that all offices moved together. */
  common: SpokenMovement & { se: number; df: number };
  /** Standard deviations in points, and shares of what really moved. */
  spread: ProvinceChange['spread'];
  parts: ProvinceChange['parts'];
  /** Where the line goes, at times after the last wave. */
  ahead: { after: number; mean: number; ci95: [number, number] }[];
  goal: GoalAhead | null;
  /** What each office moved beside the others, and what is expected of it altogether. */
  rows: (SpokenMovement & { office: string; pAdjusted: number; expected: number })[];
}

/** Scores that an office needs. */
const leastScores = 3;
const yearMs = 365.2425 * 24 * 3_600_000;

/**
 * `waves` oldest first; null where fewer than five in a row can be compared, or too few offices are shown in them.
 */
export function changeOverWaves(
  waves: readonly ShownWave[],
  offices: readonly Pick<WaveOffice, 'code' | 'parent'>[],
  instrument: Instrument,
): ChangeOverWaves | null {
  const run = comparableRun(waves, instrument);
  const series = seriesOf(run, instrument.id);
  const known = run.map((_, t) => [...series.values()].filter((scores) => scores[t]).length);
  const kept = known.flatMap((count, t) => (count > 0 ? [t] : []));
  const rows = [...series].flatMap(([office, scores]) => {
    const own = kept.map((t) => scores[t] ?? null);
    return own.filter(Boolean).length < leastScores ? [] : [{ office, scores: own }];
  });
  if (kept.length < minimumSizes.waves) return null;
  const chosen = kept.map((t) => run[t]!);
  const { times, unit } = timesOf(chosen);
  const branches = branchesOf(offices, chosen.at(-1)!.units);
  const found = provinceChange(
    times,
    rows.map(({ office, scores }): ChangeOffice => ({ branch: branches.get(office) ?? office, scores })),
  );
  if (!found) return null;
  const margin = marginOf(instrument);
  const { span, common, spread, parts, levels } = found;
  const spokenCommon = spoken(common, common.p, margin);
  return {
    waves: chosen.map(({ id, endsAt }, t) => ({
      id,
      endsAt: unit === 'year' ? (endsAt?.toISOString() ?? null) : null,
      level: levels[t]!.mean,
      se: levels[t]!.se,
      offices: rows.filter(({ scores }) => scores[t]).length,
    })),
    ...{ timeUnit: unit, span, offices: rows.length, common: spokenCommon, spread, parts },
    ...aheadOf(found, times, { unit, verdict: spokenCommon.verdict, ideal: instrument.ideal }),
    rows: rows.map(({ office }, j) => {
      const row = found.offices[j]!;
      return { office, ...spoken(row, row.pAdjusted, margin) };
    }),
  };
}

function spoken<M extends Movement>(movement: M, pAdjusted: number, margin: number) {
  const { difference, ci95 } = movement;
  const mark = difference > 0 ? 'higher' : 'lower';
  return { ...movement, verdict: verdictOn({ ci95, pAdjusted, mark }, margin) ?? 'unclear' };
}

/** The newest waves in a row whose index was made of the same questions. */
function comparableRun(waves: readonly ShownWave[], instrument: Instrument): ShownWave[] {
  const run: ShownWave[] = [];
  let later = instrument;
  for (const wave of [...waves].reverse()) {
    const asked = wave.instruments.find(({ id }) => id === instrument.id);
    if (!asked || !isSameIndex(asked, later)) break;
    run.unshift(wave);
    later = asked;
  }
  return run;
}

const isSameIndex = (earlier: Instrument, later: Instrument) =>
  earlier === later ||
  (earlier.dimensions.length === later.dimensions.length &&
    comparableDimensions(earlier, later).size === later.dimensions.length);

type Scores = ({ mean: number; variance: number } | null)[];

/** By unit; of a unit that other offices belonged to before, only the waves since then. */
function seriesOf(run: readonly ShownWave[], instrument: string): Map<string, Scores> {
  const series = new Map<string, Scores>();
  const last = run.at(-1);
  for (const [t, wave] of run.entries()) {
    const shown = exactScores(wave, instrument);
    const freedom = shown.reduce((sum, { n }) => sum + n - 1, 0);
    // The sd of ten answers is itself a rough guess, so all offices of a wave share one.
    const within = shown.reduce((sum, { n, sd }) => sum + (n - 1) * sd ** 2, 0) / freedom;
    for (const { office, n, mean } of shown) {
      if (membersOf(wave, office) !== membersOf(last!, office)) continue;
      const scores = series.get(office) ?? run.map(() => null);
      scores[t] = { mean, variance: within / n };
      series.set(office, scores);
    }
  }
  return series;
}

function exactScores({ reports }: ShownWave, instrument: string) {
  return reports.flatMap(({ office, rolledUpTo, instruments }) => {
    const index = instruments.find(({ id }) => id === instrument)?.index;
    if (rolledUpTo !== null || !index || !isShown(index)) return [];
    const { n, mean, sd } = index;
    return mean !== null && typeof sd === 'number' && n > 1 ? [{ office, n, mean, sd }] : [];
  });
}

const membersOf = ({ units }: ShownWave, code: string) =>
  units
    .find((unit) => unit.code === code)
    ?.offices.toSorted()
    .join('\n');

/** By unit: the office directly below the root that it lies under, itself at the root. */
function branchesOf(
  offices: readonly Pick<WaveOffice, 'code' | 'parent'>[],
  units: ShownWave['units'],
): Map<string, string> {
  const parents = new Map(offices.map(({ code, parent }) => [code, parent]));
  const topOf = (code: string): string => {
    const parent = parents.get(code);
    const isBelowRoot = parent == null || !parents.has(parent) || parents.get(parent) == null;
    return isBelowRoot ? code : topOf(parent);
  };
  return new Map(units.map(({ code, offices: [first] }) => [code, topOf(first ?? code)]));
}

/** In years since the first wave; by number where a day is unknown or they do not follow one another. */
function timesOf(waves: readonly ShownWave[]): { times: number[]; unit: 'year' | 'wave' } {
  const days = waves.map(({ endsAt }) => endsAt?.getTime() ?? Number.NaN);
  const ascend = days.every((day, i) => i === 0 || day > days[i - 1]!);
  if (!ascend || Number.isNaN(days[0])) return { times: waves.map((_, i) => i), unit: 'wave' };
  return { times: days.map((day) => Number(((day - days[0]!) / yearMs).toFixed(3))), unit: 'year' };
}

/** As far again as the waves reach back, at the pace of the waves. */
function aheadOf(
  found: ProvinceChange,
  times: readonly number[],
  { unit, verdict, ideal }: { unit: 'year' | 'wave'; verdict: Verdict; ideal: number | null },
): Pick<ChangeOverWaves, 'ahead' | 'goal'> {
  const [last, pace] = [times.at(-1)!, found.span / (times.length - 1)];
  const at = (after: number) => found.at(last + after);
  const ahead = Array.from({ length: times.length }, (_, k) => ({ after: k * pace, ...at(k * pace) }));
  const isRising = verdict === 'different' && found.common.difference > 0;
  if (ideal === null || unit === 'wave') return { ahead, goal: null };
  return {
    ahead,
    goal: goalAhead(at, { ideal, horizon: found.span, isRising, isFalling: isFallingBy(found, verdict) }),
  };
}

const isFallingBy = ({ common }: ProvinceChange, verdict: Verdict) =>
  verdict === 'different' && common.difference < 0;
