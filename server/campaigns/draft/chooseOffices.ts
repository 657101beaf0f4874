/**
 * Choosing many offices at once in the form of a draft: all, none, a branch, a level, those of a former wave, and a search. Each is a
 * button of the form, so that it works without script; nothing is stored, and what was typed elsewhere stays.
 */
import { key } from '../../i18n/text.ts';
import type { Office } from '../../offices/office.ts';
import { officeSearchKey } from '../../offices/office.ts';
import { officeTree } from '../../offices/officeTree.ts';
import type { Wave } from '../../waves/wave.ts';
import { askedOffices, type DraftValues } from './draftValues.ts';

export const officeChoices = [
  'all',
  'none',
  'addBranch',
  'dropBranch',
  'addLevel',
  'dropLevel',
  'likeWave',
  'search',
] as const;
export type OfficeChoice = (typeof officeChoices)[number];

export function isOfficeChoice(text: unknown): text is OfficeChoice {
  return officeChoices.some((choice) => choice === text);
}

interface Known {
  offices: readonly Office[];
  waves: readonly Pick<Wave, '_id' | 'offices'>[];
}

/** The codes that are chosen after a button was pressed, in the order of the list. */
export function chosenAfter(choice: OfficeChoice, values: DraftValues, { offices, waves }: Known): string[] {
  const chosen = new Set(values.offices);
  const codes = offices.map(({ _id }) => _id);
  const named = namedBy(choice, values, { offices, waves });
  if (choice === 'all') return codes;
  if (choice === 'none') return [];
  if (choice === 'likeWave') return codes.filter((code) => named.has(code));
  if (choice === 'addBranch' || choice === 'addLevel')
    return codes.filter((code) => chosen.has(code) || named.has(code));
  if (choice === 'dropBranch' || choice === 'dropLevel')
    return codes.filter((code) => chosen.has(code) && !named.has(code));
  return values.offices;
}

function namedBy(choice: OfficeChoice, values: DraftValues, { offices, waves }: Known): Set<string> {
  if (choice.endsWith('Branch')) {
    const tree = officeTree(offices.map(({ _id, parent }) => ({ code: _id, parent })));
    return new Set(tree.subtree(values.branch).map(({ code }) => code));
  }
  if (choice.endsWith('Level'))
    return new Set(offices.filter(({ level }) => level === values.level).map(({ _id }) => _id));
  const wave = waves.find(({ _id }) => _id === values.likeWave);
  return new Set(choice === 'likeWave' && wave ? askedOffices(wave) : []);
}

/** Offices that a search finds, each with its whole branch: those above it and all below it. Everything where nothing is searched for. */
export function searchedBranches(offices: readonly Office[], search: string): Set<string> {
  const wanted = key(search);
  if (wanted === '') return new Set(offices.map(({ _id }) => _id));
  const tree = officeTree(offices.map((office) => ({ ...office, code: office._id })));
  const found = offices.filter((office) => officeSearchKey(office).includes(wanted));
  return new Set(
    found.flatMap(({ _id }) => [...tree.ancestors(_id), ...tree.subtree(_id)].map(({ code }) => code)),
  );
}
