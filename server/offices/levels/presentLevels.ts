/** The page of levels: names and place of each, how many offices stand on it, and those no longer used. */
import type { Language } from '../../i18n/languages.ts';
import type { Reader } from '../../i18n/reader.ts';
import { type Levels, type LevelWords, maxLevels } from './level.ts';
import type { TypedLevel, TypedLevels } from './levelForm.ts';

interface Shown {
  levels: Levels;
  offices: ReadonlyMap<string, number>;
  /** What was typed and could not be stored; null at first. */
  typed: TypedLevels | null;
}

const empty: LevelWords = { fa: '', en: '', azb: '' };
const newLevel = (at: number): TypedLevel => ({
  ...{ at, id: '', title: empty, plural: empty, place: at + 1, isRemoved: false },
});

export function presentLevels({ levels, offices, typed }: Shown, { t, lang }: Reader) {
  const stored = levels.inUse.map(
    (level, at): TypedLevel => ({ ...level, at, place: at + 1, isRemoved: false }),
  );
  const rows = typed ? [...typed.levels].sort((a, b) => a.at - b.at) : stored;
  const next = Math.max(-1, ...rows.map(({ at }) => at)) + 1;
  const withNew = rows.length < maxLevels ? [...rows, newLevel(next)] : rows;
  return {
    title: t('offices:levels.title'),
    revision: levels.revision,
    now: typed ? levels.inUse.map(({ id }) => levels.name(id, lang)) : [],
    rows: withNew.map((level) => ({
      ...level,
      legend: legendOf(level, lang) || t('offices:levels.new'),
      isNew: level.at === next && level.id === '',
      offices: offices.get(level.id) ?? 0,
    })),
    retired: levels.all
      .filter(({ isRetired }) => isRetired)
      .map(({ id }) => ({ id, name: levels.name(id, lang), isChosen: typed?.again.includes(id) ?? false })),
    maxLevels,
  };
}

const legendOf = ({ title }: TypedLevel, lang: Language) => title[lang] || title.fa;
