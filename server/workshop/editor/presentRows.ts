/** The rows of a list in the editor, each with what the checks say of it. */
import type { Reader } from '../../i18n/reader.ts';
import type { Demographic, Dimension, Item, OpenQuestion } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import type { Content } from '../changes/change.ts';
import { type Entry, entriesOf } from '../changes/lists.ts';
import { checkItem, languagesIn } from '../checks/checkItem.ts';
import type { Note } from '../checks/note.ts';
import { dimensionPart, type Part } from './parts.ts';
import type { Held } from './presentDraft.ts';
import { presentNotes, type ShownNote } from './presentNotes.ts';

export interface EditorRow {
  id: string;
  position: number;
  text: ReturnType<typeof localise>;
  /** Short facts: key, size, condition. */
  facts: string[];
  notes: ShownNote[];
  /** «نسبت به نسخهٔ ۲ تغییر کرده», or empty. */
  changed: string;
  isFirst: boolean;
  isLast: boolean;
  /** Where a dimension's items are; empty for other rows. */
  inner: string;
}

export function notesOfItem(item: Pick<Item, 'text' | 'reverse'>, content: Content): Note[] {
  return checkItem({ item, scale: content.scale, languages: languagesIn(content) });
}

/** Rows of the present page of a list; none where the part is a form. */
export function presentRows(
  { draft: { content }, base, comparison }: Held,
  { address, kind }: Part & { kind: NonNullable<Part['kind']> },
  { from, count }: { from: number; count: number },
  reader: Reader,
): EditorRow[] {
  const entries = entriesOf(content, address!) ?? [];
  const differing = new Map(comparison?.items.map((one) => [one.id, one.kind]));
  const version = reader.f.number(base?.version.version ?? 0);
  return entries.slice(from, from + count).map((entry, index): EditorRow => {
    const position = from + index + 1;
    const difference = kind === 'item' ? differing.get(entry.id) : undefined;
    return {
      id: entry.id,
      position,
      text: localise(textOf(entry), reader.lang),
      facts: factsOf(entry, kind, reader),
      notes: kind === 'item' ? presentNotes(notesOfItem(entry as Item, content), reader) : [],
      changed: difference ? reader.t(`workshop:row.${difference}`, { version }) : '',
      isFirst: position === 1,
      isLast: position === entries.length,
      inner: kind === 'dimension' ? dimensionPart(entry.id) : '',
    };
  });
}

export const textOf = (entry: Entry) => {
  const { text, title } = entry as unknown as { text?: Item['text']; title?: Dimension['title'] };
  return (text ?? title)!;
};

function factsOf(entry: Entry, kind: NonNullable<Part['kind']>, { t, f, lang }: Reader): string[] {
  if (kind === 'item') return [t(`workshop:row.${(entry as Item).reverse ? 'reverse' : 'direct'}`)];
  if (kind === 'dimension') return [t('workshop:row.items', { count: (entry as Dimension).items.length })];
  if (kind === 'control') return [];
  const question = entry as Demographic & OpenQuestion;
  const condition = question.showIf ? [t('instruments:conditional')] : [];
  if (kind === 'open') return [t('instruments:maxLength', { count: question.maxLength }), ...condition];
  return [f.list(question.options.map(({ title }) => localise(title, lang).text)), ...condition];
}
