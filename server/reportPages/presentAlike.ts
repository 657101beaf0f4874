/** Whether the questions mean the same at all levels and in both waves: a light for each dimension, and the numbers for researchers. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Levels } from '../offices/levels/level.ts';
import type { OfficeComparison } from '../reports/making/comparison/compareOffices.ts';
import type { QuestionsAlike } from '../reports/making/comparison/questionsAlike.ts';
import { minimumSizes } from '../statistics/minimumSizes.ts';
import { alikeSummary, alikeWords } from './alikeWords.ts';
import { dimensionTitle } from './dimensionTitle.ts';

const kindNames = { levels: 'betweenLevels', waves: 'betweenWaves' } as const;

/** null in comparisons of older versions. */
export function presentAlike(
  alike: OfficeComparison['alike'],
  { instrument, levels }: { instrument: Instrument; levels: Levels },
  reader: Reader,
) {
  const { t } = reader;
  if (!alike) return null;
  const hasWaves = Object.keys(alike.waves).length > 0;
  const kinds = hasWaves ? (['levels', 'waves'] as const) : (['levels'] as const);
  const words = (found: QuestionsAlike | undefined) => (found ? alikeWords(found, instrument, reader) : null);
  return {
    hasWaves,
    basis: kinds.map((kind) => t(`reports:alike.${kindNames[kind]}`)),
    summaries: kinds.flatMap((kind) => alikeSummary(kind, alike[kind], reader) ?? []),
    rows: instrument.dimensions.map(({ id }) => ({
      title: dimensionTitle(id, instrument, reader),
      levels: words(alike.levels[id]),
      waves: words(alike.waves[id]),
    })),
    about: t('reports:alike.about', { least: minimumSizes.invarianceGroup }),
    numbers: kinds.flatMap((kind) =>
      instrument.dimensions.flatMap(({ id }) => {
        const found = alike[kind][id];
        if (!found?.configural) return [];
        return [
          {
            title: dimensionTitle(id, instrument, reader),
            kind: t(`reports:alike.${kindNames[kind]}`),
            ...numbersOf(found, levels, reader),
          },
        ];
      }),
    ),
  };
}

/** Fit of each step, and the groups with their complete answers. */
function numbersOf({ groups, configural, metric, scalar }: QuestionsAlike, levels: Levels, reader: Reader) {
  const { t, f } = reader;
  const number = (value: number | undefined) => (value === undefined ? '–' : f.number(value, { digits: 3 }));
  return {
    groups: f.list(
      groups.map(({ id, n }) =>
        t('reports:alike.group', { group: groupName(id, levels, reader), n: f.number(n) }),
      ),
    ),
    cfi: [configural, metric, scalar].map((fit) => number(fit?.cfi)),
    rmsea: [configural, metric, scalar].map((fit) => number(fit?.rmsea)),
    srmr: [configural, metric, scalar].map((fit) => number(fit?.srmr)),
  };
}

/** A level of offices, or a wave. */
const groupName = (id: string, levels: Levels, { t, lang }: Reader) =>
  id === 'before' || id === 'now' ? t(`reports:alike.groups.${id}`) : levels.name(id, lang);
