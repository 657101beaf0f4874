/** Levels that were taken out of use come back when offices of a file have them: what was written before stays valid. */
import { LevelsModel, loadLevels } from './loadLevels.ts';

export async function useLevels(ids: readonly string[]): Promise<void> {
  const { all, revision } = await loadLevels();
  if (!all.some(({ id, isRetired }) => isRetired && ids.includes(id))) return;
  const levels = all.map((level) => ({ ...level, isRetired: level.isRetired && !ids.includes(level.id) }));
  await LevelsModel.updateOne({ _id: 'levels' }, { $set: { levels, revision: revision + 1 } });
}
