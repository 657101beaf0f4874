/**
 * The questionnaire on paper as the data of `printing/questionnaire.typ`: the same statements under the same numbers as on
 * the screen and in the entry form for papers, with the background questions of one unit.
 */

import { qrSvg } from '../http/qrCode.ts';
import type { Language } from '../i18n/languages.ts';
import type { Reader } from '../i18n/reader.ts';
import { compileQuestionnaire, type Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { Demographic, OpenQuestion, Scale } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import { pagesOf } from '../instruments/pagesOf.ts';
import { officeName } from '../offices/officeName.ts';
import { writeCode } from '../participation/codeText.ts';
import { presentSlip } from '../participation/presentSlips.ts';
import { waveIn } from '../waves/firstPageIn.ts';
import { type LocalQuestion, localQuestionsOf } from '../waves/localBlocks.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveUnit } from '../waves/waveUnit.ts';

type PrintedWave = Pick<
  Wave,
  | '_id'
  | 'title'
  | 'instruments'
  | 'units'
  | 'offices'
  | 'localBlocks'
  | 'firstPage'
  | 'translations'
  | 'minimum'
  | 'minimumDetail'
  | 'keysFingerprint'
>;

interface PrintedCopies {
  wave: PrintedWave;
  unit: WaveUnit;
  /** A copy for each, with the code printed on every page; without codes one blank copy with boxes for a code. */
  codes: readonly string[];
  baseUrl: string;
}

export function printedQuestionnaire(
  { wave: inPersian, unit, codes, baseUrl }: PrintedCopies,
  reader: Reader,
) {
  const { t, lang } = reader;
  const wave = waveIn(inPersian, lang);
  const questionnaire = compileQuestionnaire(wave.instruments);
  const local = localQuestionsOf(wave, unit);
  return {
    lang,
    dir: reader.dir,
    title: wave.title,
    sponsor: wave.firstPage.sponsor,
    purpose: wave.firstPage.purpose.split('\n').filter(Boolean),
    contact: wave.firstPage.contact,
    unit: t('printing:questionnaire.unit', { unit: officeName(unit, lang) }),
    fingerprint: (wave.keysFingerprint ?? '').split(' '),
    words: textsOf(wave, questionnaire, local.length, reader),
    scales: [...scalesOf(questionnaire, reader), ...localTables(local, questionnaire.items.length, reader)],
    demographics: questionnaire.demographics
      .filter(({ id }) => unit.demographics.includes(id))
      .map((one, index) => demographicOf(one, index, questionnaire, reader)),
    open: questionnaire.openQuestions.map((one) => openOf(one, questionnaire, reader)),
    copies: codes.length > 0 ? codes.map((code) => copyOf(code, wave._id, baseUrl)) : [null],
  };
}

function openOf({ title, showIf }: OpenQuestion, questionnaire: Questionnaire, reader: Reader) {
  return { title: localise(title, reader.lang).text, condition: conditionOf(showIf, questionnaire, reader) };
}

function demographicOf(one: Demographic, index: number, questionnaire: Questionnaire, reader: Reader) {
  const { f, lang } = reader;
  return {
    number: f.number(index + 1),
    title: localise(one.title, lang).text,
    condition: conditionOf(one.showIf, questionnaire, reader),
    options: one.options.map((option, at) => ({
      number: f.number(at + 1),
      title: localise(option.title, lang).text,
    })),
  };
}

function copyOf(code: string, wave: string, baseUrl: string) {
  return { code: writeCode(code), qr: qrSvg(presentSlip(code, wave, baseUrl).qr) };
}

/** «only if you chose …», because paper cannot hide a question. */
function conditionOf(
  showIf: Demographic['showIf'],
  { demographics }: Questionnaire,
  { t, f, lang }: Reader,
): string {
  const asked = demographics.find(({ id }) => id === showIf?.question);
  if (!showIf || !asked) return '';
  const options = asked.options
    .filter(({ id }) => showIf.is.includes(id))
    .map(({ title }) => localise(title, lang).text);
  return t('printing:questionnaire.onlyIf', {
    question: localise(asked.title, lang).text,
    options: f.list(options),
  });
}

/** Tables of statements on one scale each, with their topics; what an instrument asks for stands above the first of its topics. */
function scalesOf(questionnaire: Questionnaire, { t, lang }: Reader) {
  let told = '';
  const tables: {
    scale: Scale;
    labels: string[];
    apart: string;
    topics: { title: string; about: string; definition: string; items: { number: number; text: string }[] }[];
  }[] = [];
  for (const page of pagesOf(questionnaire, { itemsPerPage: Number.MAX_SAFE_INTEGER })) {
    const known = tables.at(-1);
    const table =
      known && sameScale(known.scale, page.scale) ? known : { ...headOf(page.scale, lang), topics: [] };
    if (table !== known) tables.push(table);
    const about = page.about ? localise(page.about, lang).text : t('responses:timeFrame');
    const isNew = page.topic !== null && about !== told;
    if (isNew) told = about;
    table.topics.push({
      title: page.topic ? localise(page.topic, lang).text : '',
      about: isNew ? about : '',
      definition: page.definition ? localise(page.definition, lang).text : '',
      items: page.items.map((index) => ({
        number: index + 1,
        text: localise(questionnaire.items[index]!.text, lang).text,
      })),
    });
  }
  return tables.map(({ labels, apart, topics }) => ({ labels, apart, topics }));
}

/** The questions that offices have added: one table more, numbered on. */
function localTables(local: readonly LocalQuestion[], before: number, { t, f, lang }: Reader) {
  const [first] = local;
  if (!first) return [];
  const { labels, apart } = headOf(first.scale, lang);
  const offices = [...new Set(local.map(({ office }) => officeName(office, lang)))];
  const items = local.map(({ text }, index) => ({
    number: before + index + 1,
    text: localise(text, lang).text,
  }));
  const about = t('responses:client.localBy', { offices: f.list(offices) });
  return [{ labels, apart, topics: [{ title: t('responses:local.title'), about, definition: '', items }] }];
}

const sameScale = (one: Scale, other: Scale) => JSON.stringify(one) === JSON.stringify(other);

function headOf(scale: Scale, lang: Language) {
  return {
    scale,
    labels: scale.labels.map((label) => localise(label, lang).text),
    apart: scale.notApplicable ? localise(scale.notApplicable, lang).text : '',
  };
}

function textsOf(wave: PrintedWave, { items, minutes }: Questionnaire, local: number, { t, f }: Reader) {
  const text = (name: string, values = {}) => t(`printing:questionnaire.${name}`, values);
  const plainText = (key: string, values = {}) => t(key, values).replace(/<\/?b>/g, '');
  return {
    product: t('common:product'),
    inTheName: t('responses:inTheName'),
    asks: t('responses:asks'),
    facts: text(local > 0 ? 'factsAndLocal' : 'facts', {
      minutes: f.number(minutes),
      items: f.number(items.length),
      local: f.number(local),
    }),
    code: text('code'),
    codeHow: text('codeHow'),
    qr: t('printing:slip.qr'),
    promiseTitle: text('promiseTitle'),
    promise: text('promise', { returnObjects: true }) as unknown as string[],
    minimum: plainText('responses:promise.terms.minimum', { minimum: f.number(wave.minimum) }),
    minimumDetail: plainText('responses:promise.terms.minimumDetail', {
      minimumDetail: f.number(wave.minimumDetail),
    }),
    fingerprint: t('printing:slip.fingerprint'),
    howTitle: text('howTitle'),
    how: text('how', { returnObjects: true }) as unknown as string[],
    statement: text('statement'),
    controls: t('responses:controlsTopic'),
    demographics: t('responses:demographics.title'),
    demographicsAbout: t('responses:demographics.about'),
    open: t('responses:open.title'),
    openWarning: t('responses:open.warning'),
    page: text('page'),
    thanks: text('thanks'),
    contact: t('common:contact'),
  };
}
