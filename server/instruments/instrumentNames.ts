/** Names of instruments by id: the title of the newest version. */
import type { NamesOf } from '../accounts/audit/auditNames.ts';
import { currentInstruments } from './catalogue.ts';
import { localise } from './localised.ts';

export const instrumentNames: NamesOf = async (ids, language) => {
  const current = ids.length > 0 ? await currentInstruments() : [];
  return new Map(current.map(({ id, title }) => [id, localise(title, language).text]));
};
