/**
 * Puts the rows of a LimeSurvey file together: questions belong to the group before them, rows of arrays and answers to the question before
 * them, and a row in another language to the one with the same code.
 */
import {
  emptyText,
  type LimeGroup,
  type LimeOption,
  type LimeQuestion,
  type LimeStructure,
  languageOfCode,
  type Own,
  ownColumn,
  ownSchema,
} from './limeStructure.ts';
import { addText, type TextSource } from './plainText.ts';

export interface LimeRow {
  line: number;
  /** What the file calls this kind of row. */
  sheet: string;
  /** S, SL, G, Q, SQ or A. */
  kind: string;
  name: string;
  text: string;
  language: string;
  id?: string | undefined;
  /** The type of a question, the scale of an answer. */
  type?: string | undefined;
  relevance?: string | undefined;
  help?: string | undefined;
  mandatory?: string | undefined;
  other?: string | undefined;
  validation?: string | undefined;
  default?: string | undefined;
  maxChars?: string | undefined;
  own?: string | undefined;
  /** What an answer counts. */
  assessment?: string | undefined;
  /** Filled fields that are none of these, by their names. */
  more?: string[];
}

interface State {
  structure: LimeStructure;
  groups: Map<string, LimeGroup>;
  questions: Map<string, LimeQuestion>;
  /** Groups met so far in each language. */
  counts: Map<string, number>;
  languages: Set<string>;
  /** That of the survey. */
  first: string | null;
  /** Rows of arrays and answers by their question, kind and code. */
  options: Map<string, LimeOption>;
  group: LimeGroup | null;
  question: LimeQuestion | null;
}

export function limeReader(names: LimeStructure['names']) {
  const structure: LimeStructure = {
    names,
    title: emptyText(),
    about: emptyText(),
    own: {},
    groups: [],
    passedOver: [],
  };
  const state: State = {
    structure,
    groups: new Map(),
    questions: new Map(),
    counts: new Map(),
    languages: new Set(),
    first: null,
    options: new Map(),
    group: null,
    question: null,
  };
  const add = (row: LimeRow): void => {
    const { language, kind, name } = row;
    if (language && !state.languages.has(language)) {
      state.languages.add(language);
      state.first ??= language;
      if (!languageOfCode(language)) pass(row, state, 'language', language);
    }
    const read = readers[kind];
    if (read) read(row, state);
    else pass(row, state, 'rowKind', [kind, name].filter(Boolean).join(' '));
  };
  return { add, structure };
}

const readers: Record<string, (row: LimeRow, state: State) => void> = {
  S: readSetting,
  SL: readTitle,
  G: readGroup,
  Q: readQuestion,
  SQ: readOption,
  A: readOption,
};

function pass({ sheet, line }: LimeRow, { structure }: State, reason: string, found: string): void {
  structure.passedOver.push({ sheet, row: line, reason, found });
}

const isFirst = ({ language }: LimeRow, { first }: State) => (first ?? '') === language;

function write(to: Parameters<typeof addText>[0], text: string, row: LimeRow, state: State): void {
  const { sheet, line, language } = row;
  const source: TextSource = { place: { sheet, row: line }, language, isFirst: isFirst(row, state) };
  addText(to, text, source, state.structure.passedOver);
}

/** Settings that only say which survey it is and in which languages. */
const idleSettings =
  /^(?:sid|gsid|owner_id|language|additional_languages|surveyls_survey_id|surveyls_language)$/;

function readSetting(row: LimeRow, state: State): void {
  Object.assign(state.structure.own, ownOf(row, state));
  if (row.text && !idleSettings.test(row.name)) pass(row, state, 'setting', row.name);
}

function readTitle(row: LimeRow, state: State): void {
  const { name, text } = row;
  if (name === 'surveyls_title') write(state.structure.title, text, row, state);
  else if (name === 'surveyls_description') write(state.structure.about, text, row, state);
  else readSetting(row, state);
}

export const isCondition = (relevance = ''): boolean => relevance !== '' && relevance !== '1';

function readGroup(row: LimeRow, state: State): void {
  const { language, id, line, relevance, type = '' } = row;
  const count = (state.counts.get(language) ?? 0) + 1;
  state.counts.set(language, count);
  const key = id || String(count);
  let group = state.groups.get(key);
  if (!group) {
    group = newGroup(line, ownOf(row, state));
    state.groups.set(key, group);
    state.structure.groups.push(group);
    if (isCondition(relevance)) pass(row, state, 'condition', relevance!);
    if (!/^G?\d{0,9}$/.test(type)) pass(row, state, 'column', 'type/scale');
    for (const field of row.more ?? []) pass(row, state, 'column', field);
  }
  state.group = group;
  state.question = null;
  write(group.title, row.name, row, state);
  write(group.about, row.text, row, state);
}

const newGroup = (line: number, own: Own): LimeGroup => ({
  line,
  title: emptyText(),
  about: emptyText(),
  own,
  questions: [],
});

function readQuestion(row: LimeRow, state: State): void {
  const { name, line, type = '', relevance = '', maxChars = '' } = row;
  const known = state.questions.get(name);
  const question = known ?? {
    line,
    code: name,
    type,
    relevance: isCondition(relevance) ? relevance : '',
    maxChars,
    text: emptyText(),
    own: ownOf(row, state),
    subquestions: [],
    answers: [],
  };
  state.question = question;
  if (known && isFirst(row, state)) {
    pass(row, state, 'twice', name);
    // Its rows are read into nothing.
    state.question = { ...known, text: emptyText(), subquestions: [], answers: [] };
    return;
  }
  if (!known) {
    state.questions.set(name, question);
    if (!state.group) {
      state.group = newGroup(line, {});
      state.structure.groups.push(state.group);
    }
    state.group.questions.push(question);
    listUnread(row, state);
  }
  write(question.text, row.text, row, state);
  if (row.help) pass(row, state, 'help', `${name}: ${row.help.slice(0, 60)}`);
}

function readOption(row: LimeRow, state: State): void {
  const { kind, name, type = '0', line } = row;
  const { question } = state;
  if (!question) {
    pass(row, state, 'rowKind', `${kind} ${name}`);
    return;
  }
  if (type !== '0' && type !== '') {
    pass(row, state, 'secondScale', `${question.code} ${name}`);
    return;
  }
  const list = kind === 'SQ' ? question.subquestions : question.answers;
  const key = `${question.line} ${kind} ${name}`;
  const known = state.options.get(key);
  if (known && isFirst(row, state)) {
    pass(row, state, 'twice', name);
    return;
  }
  const option = known ?? { line, code: name, text: emptyText(), own: ownOf(row, state) };
  if (!known) {
    list.push(option);
    state.options.set(key, option);
    listUnread(row, state);
    if (kind === 'SQ' && isCondition(row.relevance)) pass(row, state, 'condition', row.relevance!);
  }
  write(option.text, row.text, row, state);
  if (row.help) pass(row, state, 'help', `${name}: ${row.help.slice(0, 60)}`);
}

/** What of a row has no place with us. */
function listUnread(row: LimeRow, state: State): void {
  const { name, mandatory = '', other = '', validation, assessment, more = [] } = row;
  if (/^[ys]$/i.test(mandatory)) pass(row, state, 'required', name);
  if (/^y$/i.test(other)) pass(row, state, 'other', name);
  if (validation) pass(row, state, 'column', 'validation');
  if (row.default) pass(row, state, 'column', 'default');
  if (assessment && assessment !== '0') pass(row, state, 'assessment', `${name}: ${assessment}`);
  for (const field of more) pass(row, state, 'column', field);
}

function ownOf(row: LimeRow, state: State): Own {
  if (!row.own) return {};
  try {
    return ownSchema.parse(JSON.parse(row.own));
  } catch {
    pass(row, state, 'column', ownColumn);
    return {};
  }
}
