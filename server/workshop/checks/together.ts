/**
 * Which other instruments could not be asked in one wave with a draft: an id that both have, or a shared question that differs. A short
 * form and its long instrument are meant to have the same ids, and are passed over.
 */
import { askedTogether } from '../../instruments/askedTogether.ts';
import { allInstruments } from '../../instruments/catalogue.ts';
import { compileQuestionnaire, QuestionnaireError } from '../../instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../instruments/instrument.ts';

export interface Clash {
  /** Of the other instrument. */
  title: Instrument['title'];
  /** The ids in which they disagree. */
  ids: string[];
}

export async function clashesOf(draft: Instrument): Promise<Clash[]> {
  const all = await allInstruments();
  const family = ({ id, shortFormOf }: Instrument) => shortFormOf?.id ?? id;
  const others = all.filter((one, at) => family(one) !== family(draft) && all[at - 1]?.id !== one.id);
  return others.flatMap((other) => {
    const ids = clashing(draft, other);
    return ids.length > 0 ? [{ title: other.title, ids }] : [];
  });
}

function clashing(draft: Instrument, other: Instrument): string[] {
  try {
    compileQuestionnaire(askedTogether([other, draft]));
    return [];
  } catch (error) {
    if (!(error instanceof QuestionnaireError)) throw error;
    const ids = error.problems.map((problem) => /"([^"]+)"/.exec(problem)?.[1] ?? '');
    return [...new Set(ids)].filter(Boolean);
  }
}
