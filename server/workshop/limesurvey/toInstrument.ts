/**
 * An instrument from a survey of LimeSurvey. The answers that most rows of arrays share are the scale, and these rows are items; groups are
 * dimensions. Lists are background questions, texts are open questions; whatever is none of these is listed with its line.
 */
import { defaultMargin, productBands } from '../../instruments/bands.ts';
import type { Dimension, Instrument, Localised, Scale } from '../../instruments/instrument.ts';
import { scaleOf as knownScale } from '../knownScales.ts';
import { listed } from '../xlsform/passedOver.ts';
import type { ReadForm } from '../xlsform/readXlsform.ts';
import { answersOf, optionsOf, scaleKey, scaleOf, textOf } from './choices.ts';
import { conditionOf } from './conditionOf.ts';
import type { LimeGroup, LimeOption, LimeQuestion, LimeStructure } from './limeStructure.ts';
import { arrays, lists, scaleQuestionOf } from './scaleQuestion.ts';

const idPattern = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const texts = ['S', 'T', 'U'];
const maxOptions = 250;

type Content = Pick<Instrument, 'dimensions' | 'controls' | 'demographics' | 'openQuestions'> & {
  controlScale?: Instrument['controlScale'];
};

interface Context {
  structure: LimeStructure;
  scale: string;
  content: Content;
  title: Localised;
  ids: Set<string>;
  dimensionIds: Set<string>;
  /** By the code of a background question: its id, and its options by their codes. */
  asked: Map<string, { id: string; byCode: Map<string, string> }>;
}

/** Null where no question could be taken. @param fallbackId for a file that does not say one */
export function toInstrument(structure: LimeStructure, fallbackId: string): ReadForm | null {
  const { groups, own, passedOver, names } = structure;
  const { question: scaleQuestion, scale } = readScale(structure);
  const title = textOf(structure.title, { sheet: names.group, row: 1 }, passedOver) ?? { fa: '—' };
  const about = textOf(structure.about, { sheet: names.group, row: 1 }, passedOver);
  const content: Content = { dimensions: [], controls: [], demographics: [], openQuestions: [] };
  const context: Context = {
    structure,
    scale: scaleQuestion ? scaleKey(scaleQuestion.answers) : '',
    content,
    title,
    ids: new Set(),
    dimensionIds: new Set(),
    asked: new Map(),
  };
  for (const group of groups) readGroup(group, context);
  if (Object.values(content).every((part) => !Array.isArray(part) || part.length === 0)) return null;
  const instrument: Instrument = {
    id: idPattern.test(own.id ?? '') ? own.id! : fallbackId,
    version: own.version ?? 1,
    ...(own.previousVersion && { previousVersion: own.previousVersion }),
    ...(own.shortFormOf && { shortFormOf: own.shortFormOf }),
    title,
    ...(about && { about }),
    minutes: own.minutes ?? 1,
    scale,
    ...(own.scaleChange && { scaleChange: own.scaleChange }),
    ...content,
    dimensions: content.dimensions.filter(({ items }) => items.length > 0),
    bands: own.bands ?? structuredClone(productBands),
    ideal: own.ideal ?? null,
    margin: own.margin ?? defaultMargin,
    ...(own.outcome && { outcome: own.outcome }),
  };
  return { content: instrument, passedOver: listed(passedOver) };
}

/** Where no answers can be a scale, that of a new instrument stands in. */
function readScale(structure: LimeStructure): { question: LimeQuestion | null; scale: Scale } {
  const { groups, own, passedOver, names } = structure;
  const question = scaleQuestionOf(groups.flatMap((group) => group.questions));
  const found = question && scaleOf(question.answers, names.answer, passedOver);
  const scale = found ?? knownScale('agreement');
  const place = { sheet: names.answer, row: question?.answers[0]?.line ?? 1 };
  const reason = found ? 'direction' : 'noScale';
  if (!found || own.bands === undefined) passedOver.push({ ...place, reason, found: scale.labels[0]!.fa });
  return { question: found && question, scale };
}

function readGroup(group: LimeGroup, context: Context): void {
  const { passedOver, names } = context.structure;
  const items: Dimension['items'] = [];
  const ofItems: LimeQuestion[] = [];
  for (const question of group.questions) {
    const found = readQuestion(question, context);
    if (!found) continue;
    items.push(...found);
    if (question.subquestions.length > 0) ofItems.push(question);
  }
  const place = { sheet: names.group, row: group.line };
  const title = textOf(group.title, place, passedOver);
  const about = textOf(group.about, place, passedOver);
  if (items.length === 0) {
    if (about) passedOver.push({ ...place, reason: 'groupText', found: about.fa.slice(0, 80) });
    return;
  }
  const [first] = ofItems;
  const topics = ofItems.flatMap(
    (one) => textOf(one.text, { sheet: names.question, row: one.line }, []) ?? [],
  );
  const isTopic = topics.length === 1 && topics[0]!.fa !== title?.fa;
  if (topics.length > 1)
    for (const one of topics) passedOver.push({ ...place, reason: 'groupText', found: one.fa.slice(0, 80) });
  const topic = group.own.topic ?? (isTopic ? topics[0] : undefined);
  const id = freeId(group.own.id ?? first?.code ?? '', context);
  context.dimensionIds.add(id);
  context.content.dimensions.push({
    id,
    title: title ?? context.title,
    ...(topic && { topic }),
    ...(about && { about }),
    ...(group.own.definition && { definition: group.own.definition }),
    items,
  });
}

const freeId = (code: string, { content, dimensionIds }: Context) =>
  idPattern.test(code) && !dimensionIds.has(code) ? code : `group${content.dimensions.length + 1}`;

/** The items of a question; null for any other question, which is put into its place. */
function readQuestion(question: LimeQuestion, context: Context): Dimension['items'] | null {
  const { structure, scale } = context;
  const { type, subquestions, own, line } = question;
  const answers = answersOf(question);
  const pass = (reason: string, found: string, row = line) =>
    structure.passedOver.push({ sheet: structure.names.question, row, reason, found });
  const isScale = scale !== '' && scaleKey(answers) === scale;
  if (type === 'O') pass('comment', question.code);
  if (own.kind === 'control' && arrays.includes(type)) return addControls(question, isScale, context);
  if (arrays.includes(type) && isScale) {
    if (question.relevance) pass('condition', question.relevance);
    return subquestions.flatMap((row) => itemOf(row, question.code, context));
  }
  if (lists.includes(type) && isScale && own.kind !== 'demographic') {
    if (question.relevance) pass('condition', question.relevance);
    return itemOf(question, '', context);
  }
  if (lists.includes(type)) addDemographic(question, answers, context);
  else if (texts.includes(type)) addOpen(question, context);
  else {
    pass(arrays.includes(type) ? 'otherScale' : 'type', `${question.code} (${type})`);
    for (const row of subquestions)
      structure.passedOver.push({
        sheet: structure.names.row,
        row: row.line,
        reason: 'withQuestion',
        found: row.code,
      });
  }
  return null;
}

/** A row of an array is named after its question too, because its code is only unique there. */
function itemOf(row: LimeOption, question: string, context: Context): Dimension['items'] {
  const named = nameOf(row, question, context);
  const { reverse = false, change } = row.own;
  return named ? [{ ...named, reverse, ...(change && { change }) }] : [];
}

function nameOf(row: LimeOption, question: string, { structure, ids }: Context) {
  const { passedOver, names } = structure;
  const place = { sheet: question ? names.row : names.question, row: row.line };
  const id =
    row.own.id ??
    (question && !ids.has(row.code) && idPattern.test(row.code)
      ? row.code
      : `${question}${question && '_'}${row.code}`);
  const text = textOf(row.text, place, passedOver);
  const reason = !text ? 'noLabel' : ids.has(id) ? 'twice' : idPattern.test(id) ? '' : 'name';
  if (reason || !text) {
    passedOver.push({ ...place, reason, found: id });
    return null;
  }
  ids.add(id);
  return { id, text };
}

function addControls(question: LimeQuestion, isScale: boolean, context: Context): null {
  for (const row of question.subquestions) {
    const named = nameOf(row, question.code, context);
    if (named) context.content.controls.push(named);
  }
  if (!isScale) {
    const { names, passedOver } = context.structure;
    const scale = scaleOf(question.answers, names.answer, passedOver);
    if (scale) context.content.controlScale ??= scale;
  }
  return null;
}

function addDemographic(question: LimeQuestion, answers: readonly LimeOption[], context: Context): void {
  const { passedOver, names } = context.structure;
  const named = nameOf(question, '', context);
  if (!named) return;
  const { options, byCode } = optionsOf(answers, names.answer, passedOver);
  const place = { sheet: names.question, row: question.line };
  if (options.length < 2 || options.length > maxOptions) {
    passedOver.push({ ...place, reason: 'choices', found: question.code });
    return;
  }
  const showIf = conditionOf(question, context);
  context.content.demographics.push({ id: named.id, title: named.text, options, ...(showIf && { showIf }) });
  context.asked.set(question.code, { id: named.id, byCode });
}

function addOpen(question: LimeQuestion, context: Context): void {
  const named = nameOf(question, '', context);
  if (!named) return;
  const showIf = conditionOf(question, context);
  const told = Number(question.maxChars || 2000);
  const maxLength = Number.isInteger(told) && told >= 1 ? Math.min(told, 10_000) : 2000;
  context.content.openQuestions.push({
    id: named.id,
    title: named.text,
    maxLength,
    ...(showIf && { showIf }),
  });
}
