/** Strengths and priorities in words: each dimension with its score and the reasons it was chosen. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { type ChosenDimension, findPriorities, type Judged } from './findPriorities.ts';
import { groundWords } from './groundWords.ts';

/** null where nothing was chosen. */
export function presentPriorities(report: Judged, instrument: Instrument, reader: Reader) {
  const { t, f } = reader;
  const { strengths, priorities } = findPriorities(report, instrument.ideal);
  if (strengths.length + priorities.length === 0) return null;
  const outcome = report.drivers ? dimensionTitle(report.drivers.outcome, instrument, reader) : '';
  const rowOf = (chosen: ChosenDimension) => {
    const { dimension } = chosen;
    return {
      id: dimension.id,
      title: dimensionTitle(dimension.id, instrument, reader),
      mean: f.number(dimension.mean ?? 0, { digits: 1 }),
      reasons: groundWords(chosen, report, instrument, reader),
      grounds: f.list(groundWords(chosen, report, instrument, reader)),
    };
  };
  return {
    title: title(strengths.length, priorities.length, reader),
    strengths: strengths.map(rowOf),
    priorities: priorities.map(rowOf),
    /** What stands in the place of a list that is empty. */
    none: {
      strengths: strengths.length === 0 ? t('reports:priorities.strengthsNone') : '',
      priorities: priorities.length === 0 ? t('reports:priorities.prioritiesNone') : '',
    },
    rule: [
      t(instrument.ideal === null ? 'reports:priorities.ruleWithoutIdeal' : 'reports:priorities.rule'),
      outcome ? t('reports:priorities.ruleDrivers', { outcome }) : '',
    ]
      .filter(Boolean)
      .join(' '),
  };
}

function title(strengths: number, priorities: number, { t }: Reader): string {
  if (strengths === 0) return t('reports:priorities.titlePriorities', { count: priorities });
  if (priorities === 0) return t('reports:priorities.titleStrengths', { count: strengths });
  return t('reports:priorities.title', { strengths, priorities });
}
