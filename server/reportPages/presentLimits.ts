/** What this report cannot show: differences too small for so few answers, and causes. Read from numbers that it shows anyway. */
import type { Reader } from '../i18n/reader.ts';
import { marginOf } from '../instruments/bands.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { type InstrumentReport, isShown, type Score } from '../reports/published/reportObject.ts';

const sides = ['province', 'previous'] as const;

/** null where nothing was compared in detail. */
export function presentLimits(
  { index, dimensions }: InstrumentReport,
  instrument: Instrument,
  reader: Reader,
) {
  const { t, f } = reader;
  if (!isShown(index)) return null;
  const shown = dimensions.filter((one): one is Extract<typeof one, Score> => isShown(one));
  const rows = sides.flatMap((side) => {
    const parts = [
      { what: t('reports:index'), found: detectableIn([index], side) },
      { what: t('reports:limits.dimensions'), found: detectableIn(shown, side) },
    ];
    return parts
      .filter(({ found }) => found.length > 0)
      .map(({ what, found }) => ({
        label: t(`reports:limits.${side}`, { what }),
        value: rangeOf(found, reader),
      }));
  });
  if (rows.length === 0) return null;
  return {
    differences: t('reports:limits.differences', { count: index.n, margin: f.number(marginOf(instrument)) }),
    rows,
  };
}

function detectableIn(scores: readonly Score[], side: (typeof sides)[number]): number[] {
  return scores.flatMap(({ versus }) => {
    const difference = versus[side];
    return 'mark' in difference && difference.detectable !== null ? [difference.detectable] : [];
  });
}

function rangeOf(points: readonly number[], { t, f }: Reader): string {
  const [low, high] = [Math.min(...points), Math.max(...points)].map((end) => Number(end.toFixed(1)));
  const digits = { digits: 1 };
  const range = low === high ? f.number(low ?? 0, digits) : f.range(low ?? 0, high ?? 0, digits);
  return t('reports:limits.points', { range });
}
