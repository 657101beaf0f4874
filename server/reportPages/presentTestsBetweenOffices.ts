/** Do offices differ at all? Tests and explained variance by dimension, and whether a dimension may be read as a property of offices. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { TestsBetweenOffices } from '../reports/making/comparison/testsBetweenOffices.ts';
import { benjaminiHochberg } from '../statistics/adjustP.ts';
import { verdictWords } from './aggregationWords.ts';
import { dimensionTitle } from './dimensionTitle.ts';

const significance = 0.05;

/** null where no measure could be compared. */
export function presentTestsBetweenOffices(
  between: Readonly<Record<string, TestsBetweenOffices>>,
  instrument: Instrument,
  reader: Reader,
) {
  const { t, f } = reader;
  const known = instrument.dimensions.flatMap(({ id }) => {
    const tests = between[`dimension:${id}`];
    return tests?.anova ? [{ title: dimensionTitle(id, instrument, reader), tests }] : [];
  });
  const index = between[`index:${instrument.id}`];
  if (known.length === 0) return null;
  // Several tests at once: adjusted, or one of many would be found by chance.
  const adjusted = benjaminiHochberg(known.map(({ tests }) => pOf(tests)));
  const different = adjusted.filter((p) => p !== null && p < significance);
  const rows = index?.anova ? [{ title: t('reports:index'), tests: index }, ...known] : known;
  return {
    title: t('reports:between.title', { count: different.length, all: f.number(known.length) }),
    share:
      index?.omega2 == null || (pOf(index) ?? 1) >= significance
        ? t('reports:between.shareUntold')
        : t('reports:between.share', { share: f.percent(Math.max(0, index.omega2)) }),
    rows: rows.map(({ title, tests }) => ({
      title,
      eta2: share(tests.eta2, reader),
      omega2: share(tests.omega2, reader),
      anova: testCell('F', tests.anova?.F ?? null, tests.anova?.p ?? null, reader),
      welch: testCell('F', tests.welch?.F ?? null, tests.welch?.p ?? null, reader),
      ranks: testCell('H', tests.kruskalWallis?.H ?? null, tests.kruskalWallis?.p ?? null, reader),
      verdict: tests.verdict && verdictWords(tests.verdict, reader),
    })),
  };
}

/** Welch's test where it can be made, since offices differ in size and spread. */
const pOf = ({ welch, anova }: TestsBetweenOffices) => welch?.p ?? anova?.p ?? null;

const share = (value: number | null, { f }: Reader) =>
  value === null ? '–' : f.number(value, { digits: 3 });

/** The statistic with its p below it; null where the test could not be made. */
function testCell(name: string, value: number | null, p: number | null, reader: Reader) {
  if (value === null || p === null) return null;
  return { value: `${name} = ${reader.f.number(value, { digits: 1 })}`, p: pValueText(p, reader) };
}

export function pValueText(p: number, { t, f }: Reader): string {
  return p < 0.001 ? t('reports:between.pTiny') : t('reports:between.p', { p: f.number(p, { digits: 3 }) });
}
