/** Adds or changes one entry of a list: a dimension, an item, a control statement, a background question, an open question. */
import type { FieldError } from '../../http/forms.ts';
import type { Change, ChangeOf, Content, EntryKind, ListAddress } from './change.ts';
import { listOfKind } from './change.ts';
import { idFromName, isReserved, numberedId } from './ids.ts';
import { type Entry, entriesOf, inserted, moved, replaced, withEntries } from './lists.ts';

export type EntryChange = Extract<Change, { kind: EntryKind }>;
export type Applied =
  | { ok: true; content: Content; id: string; isNew: boolean }
  | { ok: false; errors: FieldError[] };

export function addressOf(change: EntryChange): ListAddress {
  return { list: listOfKind[change.kind], within: change.kind === 'item' ? change.within : '' };
}

/** @param taken every id that a version of the instrument, or the draft, has or had */
export function changeEntry(content: Content, change: EntryChange, taken: ReadonlySet<string>): Applied {
  const address = addressOf(change);
  const entries = entriesOf(content, address);
  if (!entries) return refused('', 'workshop:errors.dimensionGone');
  const problem = problemWith(content, change);
  if (problem) return { ok: false, errors: [problem] };
  if (change.id) {
    const before = entries.find(({ id }) => id === change.id);
    if (!before) return refused('', 'workshop:errors.entryGone');
    const next = replaced(entries, { ...fieldsOf(change, before), id: change.id });
    const placed = atPosition(next, change.id, change.position);
    return { ok: true, content: withEntries(content, address, placed), id: change.id, isNew: false };
  }
  if (change.newId && taken.has(change.newId))
    return refused('newId', 'workshop:errors.idTaken', { id: change.newId });
  if (change.newId && isReserved(change.newId))
    return refused('newId', 'workshop:errors.idReserved', { id: change.newId });
  const id = change.newId || madeId(change, taken);
  const next = atPosition(inserted(entries, { ...fieldsOf(change, { id }), id }), id, change.position);
  return { ok: true, content: withEntries(content, address, next), id, isNew: true };
}

function atPosition(entries: Entry[], id: string, position: number | null): Entry[] {
  return position === null ? entries : (moved(entries, id, position) ?? entries);
}

function refused(field: string, message: string, values: Record<string, unknown> = {}): Applied {
  return { ok: false, errors: [{ field, message, values }] };
}

function madeId(change: EntryChange, taken: ReadonlySet<string>): string {
  if (change.kind === 'item') return numberedId(change.within, taken);
  if (change.kind === 'control') return numberedId('control', taken);
  const fallback = { dimension: 'dimension', demographic: 'background', open: 'comment' }[change.kind];
  return idFromName(change.title.en, taken) || numberedId(fallback, taken);
}

/** The entry with its new fields; fields that are left empty are left out of the file. */
function fieldsOf(change: EntryChange, before: Entry): Entry {
  const { id } = before;
  if (change.kind === 'item') return { id, text: change.text, reverse: change.reverse } as Entry;
  if (change.kind === 'control') return { id, text: change.text } as Entry;
  if (change.kind === 'dimension') {
    const { title, topic, about, definition } = change;
    const items = (before as { items?: unknown[] }).items ?? [];
    const optional = { ...(topic && { topic }), ...(about && { about }), ...(definition && { definition }) };
    return { id, title, ...optional, items } as Entry;
  }
  const { title, showIf } = change;
  const condition = showIf && { showIf };
  if (change.kind === 'open') return { id, title, maxLength: change.maxLength, ...condition } as Entry;
  return { id, title, options: change.options, ...condition } as Entry;
}

/** A condition must ask for options of one background question that is there, and for one that comes before. */
function problemWith({ demographics }: Content, change: EntryChange): FieldError | null {
  if (change.kind === 'demographic') {
    if (change.options.length < 2) return { field: 'options', message: 'workshop:errors.twoOptions' };
    const ids = new Set(change.options.map(({ id }) => id));
    if (ids.size < change.options.length) return { field: 'options', message: 'workshop:errors.sameOption' };
    if (change.options.filter(({ undisclosed }) => undisclosed).length > 1)
      return { field: 'options', message: 'workshop:errors.undisclosedTwice' };
  }
  return 'showIf' in change && change.showIf ? conditionProblem(demographics, change) : null;
}

function conditionProblem(
  demographics: Content['demographics'],
  { kind, id, showIf }: ChangeOf<'demographic' | 'open'>,
): FieldError | null {
  const at = kind === 'demographic' ? demographics.findIndex((one) => one.id === id) : -1;
  const earlier = at < 0 ? demographics : demographics.slice(0, at);
  const asked = earlier.find((one) => one.id === showIf?.question);
  if (!asked) return { field: 'showIf', message: 'workshop:errors.conditionBefore' };
  const known = new Set(asked.options.map((option) => option.id));
  const isKnown = showIf?.is.every((option) => known.has(option));
  return isKnown ? null : { field: 'showIf', message: 'workshop:errors.conditionOption' };
}
