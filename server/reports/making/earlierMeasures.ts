/** Which measures of a wave may be compared with the previous wave: what has the same id must have been asked in the same way. */
import {
  areForms,
  comparableDimensions,
  comparableForms,
  itemChangesBetween,
} from '../../instruments/compareVersions.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { at, indexesOf, type MeasureIndex } from '../tally/indexes.ts';
import { measureId, type WaveStatistics } from './waveStatistics.ts';

type Verdict = 'same' | 'changed' | 'noPrevious';

function verdictsOf(earlier: Instrument, later: Instrument): Map<string, Verdict> {
  const dimensions = comparableDimensions(earlier, later);
  const items = itemChangesBetween(earlier, later);
  const isSame =
    later.dimensions.length === earlier.dimensions.length && dimensions.size === later.dimensions.length;
  const verdict = (same: boolean): Verdict => (same ? 'same' : 'changed');
  return new Map([
    [`index:${later.id}`, verdict(isSame)],
    ...later.dimensions.map(({ id }): [string, Verdict] => [`dimension:${id}`, verdict(dimensions.has(id))]),
    ...later.dimensions
      .flatMap((dimension) => dimension.items)
      .map(({ id }): [string, Verdict] => [
        `item:${id}`,
        verdict((items.get(id) ?? 'changed') !== 'changed'),
      ]),
  ]);
}

/** Another form of an instrument that the previous wave asked; null where it asked the same, none, or nobody has checked that they compare. */
export function otherForm(
  later: Instrument,
  now: WaveStatistics,
  before: WaveStatistics | null,
): Instrument | null {
  if (!before || !now.wave.formsChecked || before.instruments.some(({ id }) => id === later.id)) return null;
  return before.instruments.find((earlier) => areForms(earlier, later)) ?? null;
}

function verdictsOfForms(earlier: Instrument, later: Instrument): Map<string, Verdict> {
  const { items, dimensions, isIndex } = comparableForms(earlier, later);
  return new Map([
    [`index:${later.id}`, isIndex ? 'same' : 'changed'],
    ...[...dimensions].map((id): [string, Verdict] => [`dimension:${id}`, 'same']),
    ...[...items].map((id): [string, Verdict] => [`item:${id}`, 'same']),
  ]);
}

/** For each measure the one of the previous wave with its name, and whether the two may be compared. */
export type EarlierMeasures = (m: MeasureIndex) => { verdict: Verdict; measure: MeasureIndex | undefined };

export function earlierMeasures(now: WaveStatistics, before: WaveStatistics | null): EarlierMeasures {
  if (!before) return () => ({ verdict: 'noPrevious', measure: undefined });
  const verdicts = new Map<string, Verdict>();
  const otherNames = new Map<string, string>();
  for (const later of now.instruments) {
    const earlier = before.instruments.find(({ id }) => id === later.id);
    const form = otherForm(later, now, before);
    const found = earlier ? verdictsOf(earlier, later) : form ? verdictsOfForms(form, later) : [];
    for (const [id, verdict] of found) verdicts.set(id, verdict);
    if (form) otherNames.set(`index:${later.id}`, `index:${form.id}`);
  }
  const measureOf = new Map(
    indexesOf(before.measures).map((m) => [measureId(before.layout, at(before.measures, m)), m]),
  );
  return (m) => {
    const id = measureId(now.layout, at(now.measures, m));
    const verdict = verdicts.get(id) ?? 'noPrevious';
    return { verdict, measure: measureOf.get(otherNames.get(id) ?? id) };
  };
}
