/** What the second of two editors is shown: the same entry as they wrote it and as it was saved meanwhile, line by line where it differs. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { Reader } from '../../i18n/reader.ts';
import type { Change, Content } from '../changes/change.ts';
import { touchedBy } from '../changes/touched.ts';
import { type DifferencePart, wordDifference } from '../differences/wordDifference.ts';
import type { DraftState } from '../draft/draftState.ts';

export interface CollisionLine {
  label: string;
  theirs: string;
  mine: string;
  /** From theirs to mine. */
  parts: DifferencePart[];
}

export interface Collision {
  sentence: string;
  lines: CollisionLine[];
  /** The entry is not there any more, so only theirs can be kept. */
  isGone: boolean;
}

export async function presentCollision(
  { draft, wanted }: { draft: DraftState; wanted: Content },
  change: Change,
  { t, f }: Reader,
): Promise<Collision> {
  const names = await displayNames([draft.by]);
  const theirs = touchedBy(draft.content, change);
  const mine = new Map(change.kind === 'retire' ? [] : leaves(touchedBy(wanted, change)));
  const saved = new Map(leaves(theirs));
  const paths = [...new Set([...saved.keys(), ...mine.keys()])];
  const lines = paths
    .map((path) => ({ path, theirs: saved.get(path) ?? '', mine: mine.get(path) ?? '' }))
    .filter((line) => line.theirs !== line.mine)
    .map(({ path, ...line }) => ({
      label: labelOf(path, t),
      ...line,
      parts: wordDifference(line.theirs, line.mine),
    }));
  return {
    sentence: t('workshop:collision.sentence', { name: names[draft.by], at: f.dateTime(draft.at) }),
    lines,
    isGone: theirs === null,
  };
}

/** Each value of an entry with its path, as text. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path ? `${path}.${name}` : name));
}

const languageEnd = /\.(fa|en|azb)$/;

/** «متن (فارسی)»; what has no word of its own is called by its path. */
function labelOf(path: string, t: Reader['t']): string {
  const language = languageEnd.exec(path)?.[1];
  const [field = ''] = path.replace(languageEnd, '').split('.').slice(-1);
  const known = /^(text|title|topic|about|reverse|minutes|maxLength|ideal|margin|outcome|from)$/.test(field);
  const name = known ? t(`workshop:field.${field}`) : path.replace(languageEnd, '');
  return language ? `${name} (${t(`instruments:language.${language}`)})` : name;
}
