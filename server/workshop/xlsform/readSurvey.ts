/** The rows of the sheet `survey`, one after the other: groups, items, background and open questions, and what is none of them. */
import {
  type Dimension,
  type Instrument,
  itemChanges,
  type Localised,
  type Scale,
  type ShowIf,
} from '../../instruments/instrument.ts';
import { scaleOf } from '../knownScales.ts';
import { type ChoiceList, localisedOf, optionsOfList, scaleOfList } from './choiceLists.ts';
import type { PassedOver } from './passedOver.ts';
import type { FormRow, FormSheet } from './readSheets.ts';

export interface ReadSurvey
  extends Pick<Instrument, 'scale' | 'dimensions' | 'controls' | 'demographics' | 'openQuestions'> {
  controlScale: Scale | undefined;
}

const idPattern = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
/** Columns that change what is asked; those of our own are read elsewhere. */
const known = [
  'type',
  'name',
  'label',
  'relevant',
  'relevance',
  'constraint',
  'appearance',
  'kind',
  'reverse',
  'change',
  'required',
];

/** The list that most single choices share, of 2 to 11 points: the scale. null where none is shared by two questions. */
function scaleList({ rows }: FormSheet, lists: ReadonlyMap<string, ChoiceList>): string | null {
  const marked = rows.find(({ cells }) => cells.kind === 'item');
  if (marked) return listOf(marked);
  const uses = new Map<string, number>();
  for (const row of rows) {
    const list = listOf(row);
    const points = lists.get(list ?? '')?.choices.length ?? 0;
    if (list && points >= 2 && points <= 12) uses.set(list, (uses.get(list) ?? 0) + 1);
  }
  const [best] = [...uses].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? null;
}

const listOf = ({ cells }: FormRow) => /^select_one\s+(\S+)/.exec(cells.type ?? '')?.[1] ?? null;

/** Without a shared list the scale of a new instrument stands in. @returns null where no question could be taken */
export function readSurvey(
  survey: FormSheet,
  lists: ReadonlyMap<string, ChoiceList>,
  passedOver: PassedOver[],
  title: Localised,
): ReadSurvey | null {
  const scaleName = scaleList(survey, lists);
  const list = scaleName === null ? undefined : lists.get(scaleName);
  const scale = list ? scaleOfList(list) : scaleOf('agreement');
  if (!list) passedOver.push({ sheet: 'choices', row: 1, reason: 'noScale', found: scale.labels[0]!.fa });
  const read: ReadSurvey = {
    scale,
    dimensions: [],
    controls: [],
    controlScale: undefined,
    demographics: [],
    openQuestions: [],
  };
  const context: Context = {
    read,
    scaleName,
    lists,
    passedOver,
    title,
    groups: [],
    repeats: 0,
    ids: new Set(),
  };
  for (const row of survey.rows) readRow(row, context);
  read.dimensions = read.dimensions.filter(({ items }) => items.length > 0);
  const { dimensions, controls, demographics, openQuestions } = read;
  return dimensions.length + controls.length + demographics.length + openQuestions.length > 0 ? read : null;
}

interface Context {
  read: ReadSurvey;
  scaleName: string | null;
  lists: ReadonlyMap<string, ChoiceList>;
  passedOver: PassedOver[];
  title: Localised;
  /** Open groups, the innermost last. */
  groups: FormRow[];
  repeats: number;
  ids: Set<string>;
}

function readRow(row: FormRow, context: Context): void {
  const { passedOver, groups } = context;
  const type = (row.cells.type ?? '').replaceAll(/\s+/g, ' ').toLowerCase();
  const pass = (reason: string, found: string) =>
    passedOver.push({ sheet: 'survey', row: row.row, reason, found });
  if (/^begin[ _]repeat$/.test(type)) context.repeats += 1;
  if (/^end[ _]repeat$/.test(type)) context.repeats -= 1;
  if (context.repeats > 0 || /repeat$/.test(type)) {
    if (!/^end/.test(type)) pass('repeat', row.cells.name ?? type);
    return;
  }
  if (/^begin[ _]group$/.test(type)) {
    groups.push(row);
    if (row.cells.relevant ?? row.cells.relevance) pass('condition', row.cells.name ?? '');
    return;
  }
  if (/^end[ _]group$/.test(type)) {
    groups.pop();
    return;
  }
  readQuestion(row, type, context, pass);
}

function readQuestion(row: FormRow, type: string, context: Context, pass: Pass): void {
  const name = row.cells.name ?? '';
  const fault = faultOf(type, name, context.ids);
  if (fault) pass(fault, `${fault === 'type' ? type : ''} ${name}`.trim());
  if (fault || type === '') return;
  const place = { sheet: 'survey', row: row.row };
  const text = localisedOf(row.texts.label, row.cells.label, place, context.passedOver);
  if (!text) {
    pass('noLabel', name);
    return;
  }
  context.ids.add(name);
  for (const field of [...Object.keys(row.cells), ...Object.keys(row.texts)])
    if (!known.includes(field)) pass('column', field);
  if (row.cells.required && /^(yes|true|true\(\))$/i.test(row.cells.required)) pass('required', name);
  addQuestion(row, name, text, context, pass);
}

/** Why a row is no question of ours; null where it may be one, and for an empty row. */
function faultOf(type: string, name: string, ids: ReadonlySet<string>): string | null {
  if (type === '') return name ? 'type' : null;
  if (!/^select_one /.test(type) && type !== 'text') return 'type';
  if (ids.has(name)) return 'twice';
  return idPattern.test(name) ? null : 'name';
}

type Pass = (reason: string, found: string) => void;

function addQuestion(row: FormRow, id: string, text: Localised, context: Context, pass: Pass): void {
  const { read, scaleName, lists } = context;
  const list = listOf(row);
  const relevant = row.cells.relevant ?? row.cells.relevance ?? '';
  const kind = row.cells.kind ?? (list === null ? 'open' : list === scaleName ? 'item' : 'demographic');
  if ((kind === 'item' || kind === 'control') && relevant) pass('condition', relevant);
  if (kind === 'item') {
    const change = itemChanges.find((one) => one === row.cells.change);
    addItem({ id, text, reverse: row.cells.reverse === 'yes', ...(change && { change }) }, context);
    return;
  }
  if (kind === 'control') {
    read.controls.push({ id, text });
    const own = list !== scaleName ? lists.get(list ?? '') : undefined;
    if (own) read.controlScale ??= scaleOfList(own);
    return;
  }
  const showIf = conditionOf(relevant, read.demographics);
  if (relevant && !showIf) pass('condition', relevant);
  const condition = showIf && { showIf };
  if (kind === 'open') {
    const { constraint = '' } = row.cells;
    const limit = /^string-length\(\.\)\s*<=\s*(\d+)$/.exec(constraint)?.[1];
    if (constraint && !limit) pass('column', 'constraint');
    read.openQuestions.push({
      id,
      title: text,
      maxLength: Math.min(Number(limit ?? 2000), 10_000),
      ...condition,
    });
    return;
  }
  if (row.cells.constraint) pass('column', 'constraint');
  const options = lists.get(list ?? '');
  if (options && options.choices.length > 1)
    read.demographics.push({ id, title: text, options: optionsOfList(options), ...condition });
  else pass('choices', list ?? id);
}

/** In the innermost open group, which becomes a dimension with its first item; outside of groups in one that has the form's title. */
function addItem(item: Dimension['items'][number], { read, groups, passedOver, title }: Context): void {
  const group = groups.at(-1);
  const id = group?.cells.name ?? 'general';
  let dimension = read.dimensions.find((one) => one.id === id);
  if (!dimension) {
    const place = { sheet: 'survey', row: group?.row ?? 1 };
    const label = group && localisedOf(group.texts.label, group.cells.label, place, passedOver);
    const [topic, about, definition] = ['topic', 'about', 'definition'].map((field) => {
      const { fa } = group?.texts[field] ?? {};
      return fa ? ({ ...group?.texts[field], fa } as Localised) : undefined;
    });
    const optional = { ...(topic && { topic }), ...(about && { about }), ...(definition && { definition }) };
    dimension = { id, title: label ?? title, ...optional, items: [] };
    read.dimensions.push(dimension);
  }
  dimension.items.push(item);
}

/** `${gender} = 'female' or …`, and `selected(${gender}, 'female')`; null for anything else, and for a question that does not come before. */
function conditionOf(relevant: string, demographics: Instrument['demographics']): ShowIf | undefined {
  const parts = relevant.split(/\sor\s/);
  const found = parts.map(
    (part) =>
      /^\$\{([\w-]+)\}\s*=\s*['"]([^'"]+)['"]$/.exec(part.trim()) ??
      /^selected\(\s*\$\{([\w-]+)\}\s*,\s*['"]([^'"]+)['"]\s*\)$/.exec(part.trim()),
  );
  const [first] = found;
  if (!first || found.some((one) => one?.[1] !== first[1])) return undefined;
  const asked = demographics.find(({ id }) => id === first[1]);
  const is = found.map((one) => one![2]!);
  return asked && is.every((id) => asked.options.some((option) => option.id === id))
    ? { question: first[1]!, is }
    : undefined;
}
