/** The pages that a respondent goes through: a few statements each, under a plain topic, of one dimension and one scale. */
import type { Questionnaire } from './compileQuestionnaire.ts';
import type { Localised, Scale } from './instrument.ts';

export type ItemPage = {
  instrument: string;
  /** null on a page of control statements, which have no topic of their own either. */
  dimension: string | null;
  topic: Localised | null;
  /** What is asked for on all pages of an instrument; null where it does not say, and on a page of control statements. */
  about: Localised | null;
  definition: Localised | null;
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
  const aboutOf = new Map(questionnaire.instruments.map(({ id, about }) => [id, about ?? null]));
  const dimensions = questionnaire.dimensions.map(({ id, definition, ...rest }) => ({
    ...rest,
    dimension: id,
    definition: definition ?? null,
    about: aboutOf.get(rest.instrument) ?? null,
  }));
  const apart = { dimension: null, topic: null, about: null, definition: null };
  const controls = questionnaire.controls.map((group) => ({ ...group, ...apart }));
  return [...dimensions, ...controls].flatMap(({ items, ...page }) =>
    evenParts(items, itemsPerPage).map((part) => ({ ...page, items: part })),
  );
}
