/**
 * Combines several instruments into the one questionnaire of a wave. Items get a fixed position (dimension by dimension, controls
 * last): encoded answers hold one byte for each position, so the order must never change once a wave is launched.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Control, Demographic, Instrument, Localised, OpenQuestion, Scale } from './instrument.ts';

export type QuestionnaireItem = {
  id: string;
  text: Localised;
  instrument: string;
  /** null for a control statement, which counts in no score. */
  dimension: string | null;
  reverse: boolean;
  points: number;
  allowsNotApplicable: boolean;
};
export type QuestionnaireDimension = {
  id: string;
  instrument: string;
  topic: Localised;
  /** What respondents are told of the words of the statements. */
  definition: Localised | undefined;
  scale: Scale;
  /** Positions in `items`. */
  items: number[];
};
export type Questionnaire = {
  instruments: { id: string; version: number; title: Localised; about: Localised | undefined }[];
  items: QuestionnaireItem[];
  dimensions: QuestionnaireDimension[];
  /** The control statements by the scale they are answered on; positions in `items`. */
  controls: { instrument: string; scale: Scale; items: number[] }[];
  demographics: Demographic[];
  openQuestions: OpenQuestion[];
  minutes: number;
};

/** The instruments cannot be asked together; each problem names the id and the instruments that disagree. */
export class QuestionnaireError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'QuestionnaireError';
  }
}

type Owned<T> = { owner: string; value: T };

function collect<T>(instruments: readonly Instrument[], list: (instrument: Instrument) => T[]): Owned<T>[] {
  return instruments.flatMap((instrument) =>
    list(instrument).map((value) => ({ owner: instrument.id, value })),
  );
}

function refuseDuplicates(found: Owned<{ id: string }>[], noun: string, problems: string[]) {
  const owners = new Map<string, string>();
  for (const { owner, value } of found) {
    const other = owners.get(value.id);
    if (other) problems.push(`the ${noun} "${value.id}" is in both "${other}" and "${owner}"`);
    owners.set(value.id, owner);
  }
}

/** What several instruments share is asked once; it must then be the same in all of them. */
function askOnce<T extends { id: string }>(found: Owned<T>[], noun: string, problems: string[]): Owned<T>[] {
  const first = new Map<string, Owned<T>>();
  for (const entry of found) {
    const known = first.get(entry.value.id);
    if (known && !isDeepStrictEqual(known.value, entry.value)) {
      problems.push(`the ${noun} "${entry.value.id}" differs between "${known.owner}" and "${entry.owner}"`);
    }
    if (!known) first.set(entry.value.id, entry);
  }
  return [...first.values()];
}

type ScaledControl = Control & { scale: Scale };
function controlsOf({ controls, controlScale, scale }: Instrument): ScaledControl[] {
  return controls.map((control) => ({ ...control, scale: controlScale ?? scale }));
}

function scaleFields(scale: Scale) {
  return { points: scale.points, allowsNotApplicable: scale.notApplicable !== undefined };
}

function addDimensions(questionnaire: Questionnaire, { id: instrument, scale, dimensions }: Instrument) {
  for (const { id, title, topic, definition, items } of dimensions) {
    const start = questionnaire.items.length;
    for (const { id: item, text, reverse } of items) {
      questionnaire.items.push({ id: item, text, instrument, dimension: id, reverse, ...scaleFields(scale) });
    }
    const positions = items.map((_, index) => start + index);
    const heading = { topic: topic ?? title, definition };
    questionnaire.dimensions.push({ id, instrument, ...heading, scale, items: positions });
  }
}

function addControls(questionnaire: Questionnaire, controls: Owned<ScaledControl>[]) {
  for (const { owner: instrument, value } of controls) {
    const { id, text, scale } = value;
    const position = questionnaire.items.length;
    questionnaire.items.push({
      id,
      text,
      instrument,
      dimension: null,
      reverse: false,
      ...scaleFields(scale),
    });
    const group = questionnaire.controls.find((known) => isDeepStrictEqual(known.scale, scale));
    if (group) group.items.push(position);
    else questionnaire.controls.push({ instrument, scale, items: [position] });
  }
}

function refuseSharedColumns(questionnaire: Questionnaire, problems: string[]) {
  const kinds = {
    item: 'items',
    'background question': 'demographics',
    'open question': 'openQuestions',
  } as const;
  const columns = Object.entries(kinds).flatMap(([owner, list]) =>
    questionnaire[list].map(({ id }) => ({ owner, value: { id } })),
  );
  const seen = new Map<string, string>();
  for (const { owner, value } of columns) {
    const other = seen.get(value.id);
    if (other && other !== owner)
      problems.push(`"${value.id}" is the id of both an ${other} and an ${owner}`);
    seen.set(value.id, owner);
  }
}

/**
 * One questionnaire of one or more instruments, in the order given.
 * @throws QuestionnaireError when ids of dimensions or items repeat, or a shared question differs
 */
export function compileQuestionnaire(instruments: readonly Instrument[]): Questionnaire {
  const problems: string[] = [];
  const dimensions = collect(instruments, (instrument) => instrument.dimensions);
  refuseDuplicates(
    collect(instruments, ({ id }) => [{ id }]),
    'instrument',
    problems,
  );
  refuseDuplicates(dimensions, 'dimension', problems);
  refuseDuplicates(
    collect(instruments, (instrument) => instrument.dimensions.flatMap(({ items }) => items)),
    'item',
    problems,
  );
  const controls = askOnce(collect(instruments, controlsOf), 'control statement', problems);
  const demographics = askOnce(
    collect(instruments, (one) => one.demographics),
    'background question',
    problems,
  );
  const openQuestions = askOnce(
    collect(instruments, (one) => one.openQuestions),
    'open question',
    problems,
  );
  const questionnaire: Questionnaire = {
    instruments: instruments.map(({ id, version, title, about }) => ({ id, version, title, about })),
    items: [],
    dimensions: [],
    controls: [],
    demographics: demographics.map(({ value }) => value),
    openQuestions: openQuestions.map(({ value }) => value),
    minutes: Math.ceil(instruments.reduce((sum, { minutes }) => sum + minutes, 0)),
  };
  for (const instrument of instruments) addDimensions(questionnaire, instrument);
  addControls(questionnaire, controls);
  refuseSharedColumns(questionnaire, problems);
  if (problems.length > 0) throw new QuestionnaireError(problems);
  return questionnaire;
}
