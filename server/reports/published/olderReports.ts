/**
 * Reports of older versions lack the verdicts, which follow from what they hold; what does not (the detectable difference) is null. Numbers
 * that are now called undefined are taken out. Everything that is read from the store passes here, so that readers know one shape.
 */
import { marginOf } from '../../instruments/bands.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import type { OfficeComparison } from '../making/comparison/compareOffices.ts';
import {
  type Difference,
  type InstrumentReport,
  isShown,
  type Mark,
  type Report,
  type Score,
  type Verdict,
} from './reportObject.ts';
import { idealVerdictOn, verdictOn } from './verdicts.ts';

type Versus = Score['versus'];

export function completeReport(report: Report, instruments: readonly Instrument[]): Report {
  return {
    ...report,
    instruments: report.instruments.map((part) => {
      const instrument = instruments.find(({ id }) => id === part.id);
      return instrument ? completePart(part, instrument) : part;
    }),
  };
}

function completePart(part: InstrumentReport, instrument: Instrument): InstrumentReport {
  const complete = <S extends object>(score: S): S => completeScore(score, instrument);
  return {
    ...part,
    index: complete(part.index),
    dimensions: part.dimensions.map((dimension) =>
      isShown(dimension) ? { ...complete(dimension), items: dimension.items.map(complete) } : dimension,
    ),
    aggregation: Object.fromEntries(
      Object.entries(part.aggregation).map(([id, found]) => [
        id,
        found.icc1 !== null && found.icc1 > 0 ? found : { ...found, icc2: null },
      ]),
    ),
  };
}

export function completeComparison(comparison: OfficeComparison, instrument: Instrument): OfficeComparison {
  const complete = (rows: OfficeComparison['rows']) =>
    rows.map((row) => ({
      ...row,
      index: completeScore(row.index, instrument),
      dimensions: row.dimensions.map((one) =>
        isShown(one) && one.verdict === undefined ? { ...one, verdict: verdictOf(one.mark) } : one,
      ),
    }));
  return { ...comparison, rows: complete(comparison.rows), subtrees: complete(comparison.subtrees) };
}

/** Without the interval of the difference nothing can be called the same. */
function verdictOf(mark: Mark | null): Verdict | null {
  if (mark === null || mark === 'notTested') return null;
  return mark === 'notDifferent' ? 'unclear' : 'different';
}

/** A score that is shown; anything else as it is. */
function completeScore<S extends object>(score: S, instrument: Instrument): S {
  if (!('versus' in score) || 'idealVerdict' in score) return score;
  const { ci95, versus } = score as unknown as Pick<Score, 'ci95'> & { versus: Versus };
  const difference = (one: Difference): Difference =>
    'mark' in one ? { ...one, verdict: verdictOn(one, marginOf(instrument)), detectable: null } : one;
  return {
    ...score,
    idealVerdict: idealVerdictOn(Array.isArray(ci95) ? ci95 : null, instrument.ideal),
    versus: {
      parent: difference(versus.parent),
      province: difference(versus.province),
      previous: difference(versus.previous),
    },
  };
}
