/** The editor at one of its parts: the list of parts, the rows or the form of this one, what is wrong, and the figures at the foot. */
import type { Reader } from '../../i18n/reader.ts';
import { localise } from '../../instruments/localised.ts';
import type { Content, EntryKind } from '../changes/change.ts';
import { type Entry, entriesOf } from '../changes/lists.ts';
import { checkScale } from '../checks/checkItem.ts';
import { type DraftProblem, problemsOf } from '../problemsOf.ts';
import { conditionChoices, entryValues, settingsValues, type Values } from './formValues.ts';
import { dimensionPart, listParts, type Part, settingsParts } from './parts.ts';
import { type DraftFrame, type Held, presentDraft } from './presentDraft.ts';
import { type Limits, presentFigures } from './presentFigures.ts';
import { presentNotes, type ShownNote } from './presentNotes.ts';
import { type EditorRow, notesOfItem, presentRows } from './presentRows.ts';

const rowsPerPage = 20;

export interface EditorForm {
  kind: EntryKind | 'about' | 'scale' | 'bands';
  /** Of the entry; empty for a new one. */
  id: string;
  within: string;
  values: Values;
  chosen: string[];
  position: number;
  total: number;
  conditions: { id: string; title: string; options: { id: string; title: string }[] }[];
  outcomes: { value: string; label: string }[];
}

export interface EditorPage {
  frame: DraftFrame;
  part: Part;
  heading: string;
  about: string;
  dimensions: { part: string; title: ReturnType<typeof localise>; items: number; notes: number }[];
  others: { part: string; label: string }[];
  rows: EditorRow[];
  page: number;
  pages: number;
  /** The row that is being written; `new` for a new one. */
  open: string;
  form: EditorForm | null;
  partNotes: ShownNote[];
  problems: DraftProblem[];
  limits: Limits;
}

export interface Opened {
  part: Part;
  /** Id of a row, `new` or empty. */
  open: string;
  page: number;
  /** What was typed, where it was refused. */
  typed?: Record<string, unknown>;
}

export async function presentEditor(
  held: Held,
  { part, open, page, typed }: Opened,
  now: Date,
  reader: Reader,
): Promise<EditorPage> {
  const { content } = held.draft;
  const { t, lang } = reader;
  const entries = (part.address && entriesOf(content, part.address)) ?? [];
  const pages = Math.max(1, Math.ceil(entries.length / rowsPerPage));
  const shown = Math.min(Math.max(1, page), pages);
  const window = { from: (shown - 1) * rowsPerPage, count: rowsPerPage };
  const dimension = content.dimensions.find(({ id }) => dimensionPart(id) === part.name);
  const { topic, about } = dimension ?? {};
  return {
    frame: await presentDraft(held, 'editor', reader),
    part,
    heading: dimension ? localise(dimension.title, lang).text : t(`workshop:part.${part.name}`),
    about: topic
      ? t('workshop:row.topic', { topic: localise(topic, lang).text })
      : about
        ? localise(about, lang).text
        : '',
    dimensions: content.dimensions.map(({ id, title, items }) => ({
      part: dimensionPart(id),
      title: localise(title, lang),
      items: items.length,
      notes: items.filter((item) => notesOfItem(item, content).length > 0).length,
    })),
    others: [...listParts, ...settingsParts].map((name) => ({
      part: name,
      label: t(`workshop:part.${name}`),
    })),
    rows: part.kind ? presentRows(held, part, window, reader) : [],
    page: shown,
    pages,
    open,
    form: formOf(content, part, entries, { open, typed }, reader),
    partNotes: part.settings === 'scale' ? presentNotes(checkScale(content.scale), reader) : [],
    problems: problemsOf(content),
    limits: await presentFigures(content, now, reader),
  };
}

function formOf(
  content: Content,
  part: Part,
  entries: readonly Entry[],
  { open, typed }: Pick<Opened, 'open' | 'typed'>,
  { f, lang }: Reader,
): EditorForm | null {
  const kind = part.settings ?? part.kind;
  const entry = entries.find(({ id }) => id === open) ?? null;
  if (!kind || (part.kind && !entry && open !== 'new')) return null;
  const values = part.settings ? settingsValues(part.settings, content, f) : entryValues(part.kind, entry, f);
  const { showIf } = (entry ?? {}) as { showIf?: { question: string; is: string[] } };
  const condition = showIf?.is.map((option) => `${showIf.question}:${option}`) ?? [];
  const position = entry ? entries.indexOf(entry) + 1 : entries.length + 1;
  return {
    kind,
    id: entry?.id ?? '',
    within: part.address?.within ?? '',
    values: typed ? { ...unticked(values), ...textsIn(typed) } : values,
    chosen: typed ? [typed.showIf ?? []].flat().map(String) : condition,
    position,
    total: entry ? entries.length : entries.length + 1,
    conditions: kind === 'demographic' || kind === 'open' ? choicesOf(content, kind, entry, lang) : [],
    outcomes: content.dimensions.map(({ id, title }) => ({ value: id, label: localise(title, lang).text })),
  };
}

/** A checkbox that is not ticked sends nothing. */
function unticked(values: Values): Values {
  const isBox = (name: string) => name === 'reverse' || name.endsWith('.undisclosed');
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isBox(name) ? '' : value]));
}

function textsIn(typed: Record<string, unknown>): Values {
  const texts = Object.entries(typed).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function choicesOf(content: Content, kind: string, entry: Entry | null, lang: Reader['lang']) {
  const questions = conditionChoices(content, kind === 'demographic' ? (entry?.id ?? null) : null);
  return questions.map(({ id, title, options }) => ({
    id,
    title: localise(title, lang).text,
    options: options.map((option) => ({ id: option.id, title: localise(option.title, lang).text })),
  }));
}
