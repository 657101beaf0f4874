/** The pages that a respondent goes through: a few statements each, under a plain topic, of one dimension and one scale. */
import type { Questionnaire } from './compileQuestionnaire.ts';
import type { Localised, Scale } from './instrument.ts';

export type ItemPage = {
  instrument: string;
  /** null on a page of control statements, which have no topic of their own either. */
  dimension: string | null;
  topic: Localised | null;
  scale: Scale;
  /** Positions in the questionnaire's items. */
  items: number[];
};

/** Even parts of at most `size`: five by four is 3 + 2, not 4 + 1. */
function evenParts<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, part) =>
    list.slice(Math.ceil((part * list.length) / count), Math.ceil(((part + 1) * list.length) / count)),
  );
}

/** All pages of items in order; background and open questions come after them on pages of their own. */
export function pagesOf(
  questionnaire: Questionnaire,
  { itemsPerPage }: { itemsPerPage: number },
): ItemPage[] {
  const dimensions = questionnaire.dimensions.map(({ id, ...rest }) => ({ ...rest, dimension: id }));
  const controls = questionnaire.controls.map((group) => ({ ...group, dimension: null, topic: null }));
  return [...dimensions, ...controls].flatMap(({ instrument, dimension, topic, scale, items }) =>
    evenParts(items, itemsPerPage).map((part) => ({ instrument, dimension, topic, scale, items: part })),
  );
}
