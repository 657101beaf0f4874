/**
 * What is to be known of a dictionary before it counts: how each entry is looked for, and which say too much or nothing. Entries that stand in two
 * dimensions are refused: whoever edits them could otherwise ask by two nearly equal lists how many people wrote one word.
 */

import type { Dictionary } from '../themes/shippedDictionary.ts';
import { entryStems } from '../themes/themeMatcher.ts';
import { stem } from '../words/stem.ts';
import { isStopStem } from '../words/stopWords.ts';
import type { SpokenBefore } from './spokenBefore.ts';

export interface EntryNote {
  /** `comments:dictionary.note.<kind>` or `.errors.<kind>`. */
  kind: 'noWord' | 'saysNothing' | 'twice' | 'repeated' | 'short' | 'common' | 'usual' | 'holds';
  /** The other dimension or entry. */
  dimension?: string;
  other?: string;
  persons?: number;
}

export interface CheckedEntry {
  entry: string;
  stems: readonly string[];
  notes: EntryNote[];
}

const refusing: ReadonlySet<EntryNote['kind']> = new Set(['noWord', 'saysNothing', 'twice']);
export const isRefused = ({ notes }: CheckedEntry) => notes.some(({ kind }) => refusing.has(kind));

/** Everybody in an office uses them, of whatever they write. */
const usual = new Set(
  'کار مدیر مدیریت اداره سازمان کارمند کارکنان پرسنل رئیس بخش مشکل مسئله موضوع office work manager'
    .split(' ')
    .map(stem),
);
/** An entry that so large a share of the people who wrote use says nothing of what they wrote about. */
const muchUsed = 0.5;

/** By id of the dimension, in the order in which the entries were written. */
export function checkDictionary(
  entries: Dictionary,
  before: SpokenBefore | null,
): Map<string, CheckedEntry[]> {
  const all = Object.entries(entries).flatMap(([dimension, words]) =>
    words.map((entry) => ({ dimension, entry, id: entryStems(entry).join(' ') })),
  );
  return new Map(
    Object.entries(entries).map(([dimension, words]) => [
      dimension,
      words.map((entry, position) => {
        const stems = entryStems(entry);
        const others = all.filter((one) => one.id !== '' && one.dimension !== dimension);
        const earlier = words.slice(0, position).find((one) => entryStems(one).join(' ') === stems.join(' '));
        return { entry, stems, notes: notesOf({ stems, others, earlier, before }) };
      }),
    ]),
  );
}

interface Noted {
  stems: readonly string[];
  /** Of other dimensions. */
  others: readonly { dimension: string; entry: string; id: string }[];
  /** One above it in its own dimension that is looked for in the same way. */
  earlier: string | undefined;
  before: SpokenBefore | null;
}

function notesOf({ stems, others, earlier, before }: Noted): EntryNote[] {
  if (stems.length === 0) return [{ kind: 'noWord' }];
  // Phrases of such words may mean something: «در باز».
  if (stems.length === 1 && stems.every(isStopStem)) return [{ kind: 'saysNothing' }];
  const id = stems.join(' ');
  const twice = others.find((one) => one.id === id);
  if (twice) return [{ kind: 'twice', dimension: twice.dimension }];
  const held = others.find((one) => ` ${id} `.includes(` ${one.id} `));
  const persons = before?.words.get(id) ?? 0;
  const notes: (EntryNote | false)[] = [
    earlier !== undefined && { kind: 'repeated', other: earlier },
    stems.length === 1 && (stems[0]?.length ?? 0) <= 2 && { kind: 'short' },
    stems.length === 1 && usual.has(id) && { kind: 'usual' },
    before !== null && persons >= muchUsed * before.writers && persons > 0 && { kind: 'common', persons },
    held !== undefined && { kind: 'holds', dimension: held.dimension, other: held.entry },
  ];
  return notes.filter((note) => note !== false);
}
