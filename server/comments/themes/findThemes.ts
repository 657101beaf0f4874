/** What the comments of a group speak of, or of the smallest group around it of which that may be shown; without words that were taken out. */
import { personGroupsOf } from '../../reports/personGroups.ts';
import type { Wave } from '../../waves/wave.ts';
import type { GroupThemes } from './discloseThemes.ts';
import { type PublishedThemes, PublishedThemesModel } from './publishedThemes.ts';

export interface ShownThemes extends GroupThemes {
  /** Code of the office or unit that they are of. */
  place: string;
  groupId: string;
  dictionary: PublishedThemes['themes'];
}

export const findPublishedThemes = (wave: string, question: string) =>
  PublishedThemesModel.findById(`${wave}:${question}`).lean();

/** Pure. Null where not even the whole wave may show them. */
export function themesFor(
  published: Pick<PublishedThemes, 'groups' | 'hidden' | 'themes'>,
  groupId: string,
  wave: Pick<Wave, 'offices' | 'units'>,
): ShownThemes | null {
  const around = groupsAround(groupId, wave);
  for (const { id, code } of around) {
    const found = published.groups[id];
    if (!found) continue;
    const isKept = (one: { id: string }) => !published.hidden.includes(one.id);
    return {
      ...found,
      words: found.words.filter(isKept),
      phrases: found.phrases.filter(isKept),
      place: code,
      groupId: id,
      dictionary: published.themes,
    };
  }
  return null;
}

/** The group itself, then each that holds it, the smallest first. */
function groupsAround(groupId: string, wave: Pick<Wave, 'offices' | 'units'>) {
  const groups = personGroupsOf(wave).filter(({ units }) => units.length > 0);
  const self = groups.find(({ id }) => id === groupId);
  if (!self) return [];
  const holds = groups.filter(
    ({ id, units }) => id !== groupId && self.units.every((unit) => units.includes(unit)),
  );
  return [self, ...holds.sort((a, b) => a.units.length - b.units.length || (a.id < b.id ? -1 : 1))];
}

/** Every word and phrase that some report shows, with whether it was taken out; for whoever decides that. */
export async function spokenWords(wave: string) {
  const published = await PublishedThemesModel.find({ wave }).lean();
  const byId = new Map<string, { id: string; label: string; persons: number; isHidden: boolean }>();
  for (const { groups, hidden } of published)
    for (const { words, phrases } of Object.values(groups))
      for (const { id, label, persons } of [...words, ...phrases]) {
        const most = Math.max(persons, byId.get(id)?.persons ?? 0);
        byId.set(id, { id, label, persons: most, isHidden: hidden.includes(id) });
      }
  return [...byId.values()].sort((a, b) => b.persons - a.persons || (a.label < b.label ? -1 : 1));
}

/** Takes a word out of all pages of the wave, or puts it back. @returns whether the wave has such a word */
export async function hideWord(wave: string, id: string, isHidden: boolean): Promise<boolean> {
  const known = (await spokenWords(wave)).some((word) => word.id === id);
  if (!known) return false;
  const change = isHidden ? { $addToSet: { hidden: id } } : { $pull: { hidden: id } };
  await PublishedThemesModel.updateMany({ wave }, change);
  return true;
}
