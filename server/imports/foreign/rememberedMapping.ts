/**
 * How people have mapped columns and labels before, by instrument and heading, so that the next file of the same form is mapped by itself.
 * Only headings and labels of closed questions are kept, never a text that somebody wrote.
 */
import { createHash } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';
import type { Known } from './known.ts';
import type { Mapping } from './mapForeign.ts';
import { headingMatcher, wordsKey } from './matchHeadings.ts';
import { type ForeignColumn, labelsOf } from './readForeign.ts';

interface RememberedColumn {
  /** Instruments, and a digest of the heading's words. */
  _id: string;
  /** Empty where the column was left out. */
  target: string;
  /** Of its labels, by their words. */
  labels: { words: string; value: string }[];
}

const RememberedColumnModel = mongoose.model<RememberedColumn>(
  'RememberedColumn',
  new Schema<RememberedColumn>(
    {
      _id: { type: String, required: true },
      target: { type: String, default: '' },
      labels: { type: [Schema.Types.Mixed], default: [] } as never,
    },
    { versionKey: false, collection: 'rememberedColumns' },
  ),
);

/** By the words of a heading: what it stands for. And by group: what the words of a label stand for. */
export interface Remembered {
  columns: Map<string, string>;
  labels: Map<string, Map<string, string>>;
}

const idOf = (instruments: readonly string[], words: string) =>
  `${[...instruments].sort().join('+')}#${createHash('sha256').update(words).digest('base64url')}`;

/** @param instruments ids without versions: items keep theirs through all of them */
export async function recallMapping(
  instruments: readonly string[],
  headings: readonly string[],
  { targets }: Known,
): Promise<Remembered> {
  const wordsById = new Map(headings.map((heading) => [idOf(instruments, wordsKey(heading)), heading]));
  const ids = mongoose.trusted({ $in: [...wordsById.keys()] });
  const found = await RememberedColumnModel.find({ _id: ids }).lean();
  const groups = new Map(targets.map(({ id, group }) => [id, group]));
  const remembered: Remembered = { columns: new Map(), labels: new Map() };
  for (const { _id, target, labels } of found) {
    remembered.columns.set(wordsKey(wordsById.get(_id)!), target);
    const group = groups.get(target);
    if (!group) continue;
    const known = remembered.labels.get(group) ?? new Map<string, string>();
    for (const { words, value } of labels) known.set(words, value);
    remembered.labels.set(group, known);
  }
  return remembered;
}

export async function rememberMapping(
  instruments: readonly string[],
  columns: readonly ForeignColumn[],
  mapping: Mapping,
  known: Known,
): Promise<void> {
  const { targets } = known;
  const unaided = headingMatcher(known, new Map());
  const groups = new Map(targets.map(({ id, group }) => [id, group]));
  const documents = columns.flatMap((column, at): RememberedColumn[] => {
    const { heading } = column;
    if (!wordsKey(heading)) return [];
    const target = mapping.columns[at] ?? '';
    // What the program would not have mapped either needs no memory, and may name a question that is written later.
    if (!target && !unaided(heading)) return [];
    const values = mapping.labels.get(groups.get(target) ?? '');
    const chosen = (values ? (labelsOf(column) ?? []) : []).flatMap((label) => {
      const value = values?.get(label);
      return value ? [{ words: wordsKey(label), value }] : [];
    });
    return [{ _id: idOf(instruments, wordsKey(heading)), target, labels: chosen }];
  });
  if (documents.length === 0) return;
  await RememberedColumnModel.bulkWrite(
    documents.map((document) => ({
      replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
    })),
  );
}
