/** One change of a draft, applied: the draft afterwards with the words for the list of states, or what is wrong beside which field. */
import type { FieldError } from '../../http/forms.ts';
import type { Deed } from '../draft/draftState.ts';
import { type Change, type Content, isEntryKind, type ListAddress } from './change.ts';
import { changeEntry, type EntryChange } from './changeEntry.ts';
import { numberedId } from './ids.ts';
import { type Entry, entriesOf, inserted, moved, withEntries } from './lists.ts';

export type Result =
  | { ok: true; content: Content; did: Deed; id: string }
  | { ok: false; errors: FieldError[] };

/** @param taken ids that may not be given to something new */
export function applyChange(content: Content, change: Change, taken: ReadonlySet<string>): Result {
  if (isEntryKind(change.kind)) {
    const applied = changeEntry(content, change as EntryChange, taken);
    if (!applied.ok) return applied;
    const name = `${change.kind}${applied.isNew ? 'Added' : 'Changed'}`;
    return { ok: true, content: applied.content, did: deed(name, applied.id), id: applied.id };
  }
  if (change.kind === 'move' || change.kind === 'copy' || change.kind === 'retire')
    return inList(content, change, taken);
  const next = withSettings(content, change);
  if ('message' in next) return { ok: false, errors: [next] };
  return { ok: true, content: next, did: deed(`${change.kind}Changed`, content.id), id: content.id };
}

const deed = (name: string, id: string): Deed => ({ name, values: { id } });

type Settings = Extract<Change, { kind: 'about' | 'scale' | 'controlScale' | 'bands' }>;

function withSettings(content: Content, change: Exclude<Change, { kind: 'move' }>): Content | FieldError {
  const settings = change as Settings;
  if (settings.kind === 'about') {
    const { title, about, minutes } = settings;
    const { about: _, ...rest } = content;
    return { ...rest, title, minutes, ...(about && { about }) };
  }
  if (settings.kind === 'scale') return { ...content, scale: settings.scale };
  if (settings.kind === 'controlScale') {
    const { controlScale: _, ...rest } = content;
    return { ...rest, ...(settings.scale && { controlScale: settings.scale }) };
  }
  const { bands, ideal, margin, outcome } = settings;
  const { outcome: _, ...rest } = content;
  if (outcome && !content.dimensions.some(({ id }) => id === outcome))
    return { field: 'outcome', message: 'workshop:errors.dimensionGone' };
  return { ...rest, bands, ideal, margin, ...(outcome && { outcome }) };
}

type InList = Extract<Change, { kind: 'move' | 'copy' | 'retire' }>;

function inList(content: Content, change: InList, taken: ReadonlySet<string>): Result {
  const address: ListAddress = { list: change.list, within: change.within };
  const entries = entriesOf(content, address);
  const entry = entries?.find(({ id }) => id === change.id);
  if (!entries || !entry) return refusal('workshop:errors.entryGone');
  if (change.kind === 'move') {
    const next = withEntries(content, address, moved(entries, change.id, change.to) ?? entries);
    if (breaksCondition(next)) return refusal('workshop:errors.conditionOrder');
    return { ok: true, content: next, did: deed('moved', change.id), id: change.id };
  }
  if (change.kind === 'copy') {
    const copy = copyOf(entry, change, taken);
    const next = withEntries(content, address, inserted(entries, copy, change.id));
    return { ok: true, content: next, did: deed('copied', change.id), id: copy.id };
  }
  const left = entries.filter(({ id }) => id !== change.id);
  const next = withEntries(content, address, left);
  if (breaksCondition(next)) return refusal('workshop:errors.conditionNeeds');
  const { outcome, ...rest } = next;
  const isOutcome = change.list === 'dimensions' && outcome === change.id;
  return { ok: true, content: isOutcome ? rest : next, did: deed('retired', change.id), id: change.id };
}

const refusal = (message: string): Result => ({ ok: false, errors: [{ field: '', message }] });

/** With ids of its own, those of a dimension's items included. */
function copyOf(entry: Entry, { list, within }: ListAddress, taken: ReadonlySet<string>): Entry {
  const beginning = list === 'items' ? within : entry.id.replace(/(?<!\d)\d+$/, '');
  const id = numberedId(beginning, taken);
  if (list !== 'dimensions') return { ...structuredClone(entry), id };
  const used = new Set(taken).add(id);
  const items = (entry as Content['dimensions'][number]).items.map((item) => {
    const own = numberedId(id, used);
    used.add(own);
    return { ...item, id: own };
  });
  return { ...structuredClone(entry), id, items } as Entry;
}

/** Whether a question asks for one that is gone or comes later. */
function breaksCondition({ demographics, openQuestions }: Content): boolean {
  const before = (id: string, list: Content['demographics']) => list.some((one) => one.id === id);
  return (
    demographics.some(({ showIf }, at) => showIf && !before(showIf.question, demographics.slice(0, at))) ||
    openQuestions.some(({ showIf }) => showIf && !before(showIf.question, demographics))
  );
}
