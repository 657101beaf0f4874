/** Names of levels by id, also of those no longer used. */
import type { OwnedNames } from '../../accounts/audit/auditNames.ts';
import { loadLevels } from './loadLevels.ts';

export const levelNames: OwnedNames['levels'] = async (language) => {
  const { all, name } = await loadLevels();
  return new Map(all.map(({ id }) => [id, name(id, language)]));
};
