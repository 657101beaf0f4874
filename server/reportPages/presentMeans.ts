/** The three means of the province in words, each with its meaning, and with an interval where it has one. */
import type { Reader } from '../i18n/reader.ts';
import type { ProvinceMean } from '../reports/making/comparison/provinceMeans.ts';

export function presentMeans(means: readonly ProvinceMean[], { t, f }: Reader) {
  return means.map(({ kind, mean, ci95, offices }) => ({
    name: t(`reports:means.${kind}`),
    about: t(`reports:means.${kind}About`, { count: offices }),
    mean: mean === null ? '–' : f.number(mean, { digits: 1 }),
    interval: ci95
      ? t('reports:interval', {
          low: f.number(ci95[0], { digits: 1 }),
          high: f.number(ci95[1], { digits: 1 }),
        })
      : '',
  }));
}
