/** What pages that know only ids call instruments: the title of the newest version. */
import type { NamesOf } from '../accounts/audit/auditNames.ts';
import { currentInstruments } from './catalogue.ts';
import { localise } from './localised.ts';

export const instrumentNames: NamesOf = async (ids, language) => {
  const asked = ids.length > 0 ? await currentInstruments() : [];
  return new Map(asked.map(({ id, title }) => [id, localise(title, language).text]));
};
