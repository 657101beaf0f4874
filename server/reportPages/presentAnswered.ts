/**
 * Whether the mean of the province hangs on who answered: the raked mean, how far it, the mean of respondents and the one weighted by
 * headcounts lie apart, and what the unequal weights cost.
 */
import type { Reader } from '../i18n/reader.ts';
import { marginOf } from '../instruments/bands.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { ProvinceMean } from '../reports/making/comparison/provinceMeans.ts';
import type { RakedMean } from '../reports/making/comparison/rakedMean.ts';

/** null where none could be estimated, and in comparisons of older versions. `bounds`: what those who did not answer could change; ''. */
export function presentAnswered(
  raked: RakedMean | null | undefined,
  means: readonly ProvinceMean[],
  { instrument, bounds }: { instrument: Instrument; bounds: string },
  { t, f }: Reader,
) {
  if (!raked) return null;
  const digits = { digits: 1 };
  const staff = means.flatMap(({ kind, mean }) => (kind !== 'offices' && mean !== null ? [mean] : []));
  const all = [...staff, raked.mean];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const spread = high - low;
  const margin = marginOf(instrument);
  const told = t(`reports:answered.${spread < margin ? 'within' : 'beyond'}`, {
    low: f.number(low, digits),
    high: f.number(high, digits),
    spread: f.number(spread, digits),
    margin: f.number(margin),
  });
  const worth = t('reports:answered.designEffect', {
    n: f.number(raked.n),
    effective: f.number(Math.round(raked.n / raked.designEffect)),
    effect: f.number(raked.designEffect, { digits: 2 }),
  });
  return {
    name: t('reports:answered.raked'),
    about: t('reports:answered.rakedAbout', { count: raked.offices }),
    mean: f.number(raked.mean, digits),
    interval: t('reports:interval', {
      low: f.number(raked.ci95[0], digits),
      high: f.number(raked.ci95[1], digits),
    }),
    sentences: [staff.length > 0 ? told : '', worth, bounds].filter(Boolean),
  };
}
