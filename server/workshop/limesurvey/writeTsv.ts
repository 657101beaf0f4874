/**
 * An instrument as the tab-separated structure of LimeSurvey: each dimension is a group with one array, background questions are lists, open
 * questions are long texts; then the same rows once more for each further language.
 */
import { type Language, languages } from '../../i18n/languages.ts';
import type { Instrument, Item, Localised, Scale, ShowIf } from '../../instruments/instrument.ts';
import { instrumentTexts } from '../../instruments/instrumentTexts.ts';
import { byteOrderMark } from '../../tables/csv.ts';
import { guardText } from '../../tables/formulaGuard.ts';
import { limeCode, type Own, ownColumn } from './limeStructure.ts';

const columns = [
  'id',
  'related_id',
  'class',
  'type/scale',
  'name',
  'relevance',
  'text',
  'help',
  'language',
  'validation',
  'mandatory',
  'encrypted',
  'other',
  'default',
  'same_default',
  'maximum_chars',
  ownColumn,
] as const;
type Row = Partial<Record<(typeof columns)[number], string>>;

/** LimeSurvey takes no longer codes, and only letters and digits. */
const maxCode = { question: 20, answer: 5 };

export function limesurveyText(instrument: Instrument): string {
  const written = languages.filter(
    (language) => language === 'fa' || instrumentTexts(instrument).some(({ text }) => text[language]),
  );
  const codes = codesOf(instrument);
  const rows = [
    ...settingRows(instrument, written),
    ...written.flatMap((language) => rowsIn(instrument, language, codes)),
  ];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return `${byteOrderMark}${lines.map((cells) => cells.map(quoted).join('\t')).join('\n')}\n`;
}

function quoted(cell: string): string {
  const text = guardText(cell);
  return /["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

interface Codes {
  question(id: string): string;
  answer(question: string, id: string): string;
}

function codesOf({ demographics, openQuestions, dimensions }: Instrument): Codes {
  const questions = codeBook(maxCode.question);
  for (const { id } of [...demographics, ...openQuestions, ...dimensions]) questions(id);
  const answers = new Map<string, ReturnType<typeof codeBook>>();
  return {
    question: questions,
    answer(question, id) {
      const book = answers.get(question) ?? codeBook(maxCode.answer);
      answers.set(question, book);
      return book(id);
    },
  };
}

/** A code for each id: the id itself where it may be one, otherwise the beginning of it with a number. */
function codeBook(max: number): (id: string) => string {
  const codes = new Map<string, string>();
  const taken = new Set<string>();
  return (id) => {
    const known = codes.get(id);
    if (known) return known;
    const plain = id.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, max) || 'X';
    let code = plain;
    for (let number = 1; taken.has(code.toLowerCase()); number += 1)
      code = `${plain.slice(0, max - String(number).length)}${number}`;
    taken.add(code.toLowerCase());
    codes.set(id, code);
    return code;
  };
}

function settingRows(instrument: Instrument, written: readonly Language[]): Row[] {
  const { id, title, about, version, minutes, bands, ideal, margin } = instrument;
  const { outcome, shortFormOf, previousVersion, scaleChange } = instrument;
  const optional = {
    ...(outcome && { outcome }),
    ...(shortFormOf && { shortFormOf }),
    ...(previousVersion && { previousVersion }),
    ...(scaleChange && { scaleChange }),
  };
  const own: Own = { id, version, minutes, bands, ideal, margin, ...optional };
  const others = written.filter((language) => language !== 'fa').map((language) => limeCode[language]);
  return [
    { class: 'S', name: 'language', text: limeCode.fa, [ownColumn]: JSON.stringify(own) },
    ...(others.length > 0 ? [{ class: 'S', name: 'additional_languages', text: others.join(' ') }] : []),
    ...written.flatMap((language): Row[] => [
      { class: 'SL', name: 'surveyls_title', text: title[language] ?? '', language: limeCode[language] },
      ...(about
        ? [
            {
              class: 'SL',
              name: 'surveyls_description',
              text: about[language] ?? '',
              language: limeCode[language],
            },
          ]
        : []),
    ]),
  ];
}

/** All rows of one language; the numbers are the same in each. */
function rowsIn(instrument: Instrument, language: Language, codes: Codes): Row[] {
  const rows: Row[] = [];
  let groups = 0;
  let questions = 0;
  const isFirst = language === 'fa';
  const of = (text: Localised | undefined) => text?.[language] ?? '';
  const ownOf = (own: Own): Row =>
    isFirst && Object.keys(own).length > 0 ? { [ownColumn]: JSON.stringify(own) } : {};
  const add = (row: Row) => rows.push({ ...row, language: limeCode[language] });
  const group = (name: string, text: string, own: Own) => {
    groups += 1;
    add({
      id: String(groups),
      class: 'G',
      'type/scale': `G${groups - 1}`,
      name,
      relevance: '1',
      text,
      ...ownOf(own),
    });
  };
  const question = (type: string, name: string, text: string, more: Row) => {
    questions += 1;
    const rest = { relevance: '1', mandatory: 'N', other: 'N', ...more };
    add({ id: String(questions), class: 'Q', 'type/scale': type, name, text, ...rest });
  };
  const answers = (list: { code: string; text: string; own: Own }[]) => {
    for (const { code, text, own } of list)
      add({
        id: String(questions),
        class: 'A',
        'type/scale': '0',
        name: code,
        relevance: '0',
        text,
        ...ownOf(own),
      });
  };
  const array = (
    id: string,
    text: string,
    kind: Own,
    items: { id: string; text: Localised; own: Own }[],
    scale: Scale,
  ) => {
    question('F', codes.question(id), text, ownOf(kind));
    const array = questions;
    const book = codeBook(maxCode.question);
    for (const item of items) {
      questions += 1;
      const code = book(item.id);
      const own = { ...(code !== item.id && { id: item.id }), ...item.own };
      add({
        id: String(questions),
        class: 'SQ',
        'type/scale': '0',
        name: code,
        relevance: '1',
        text: of(item.text),
        ...ownOf(own),
      });
    }
    for (const { code, text: label, own } of scaleAnswers(scale, of))
      add({
        id: String(array),
        class: 'A',
        'type/scale': '0',
        name: code,
        relevance: '0',
        text: label,
        ...ownOf(own),
      });
  };
  const { dimensions, controls, controlScale, scale, demographics, openQuestions } = instrument;
  for (const { id, title, topic, about, definition, items } of dimensions) {
    group(of(title), of(about), { id, ...(topic && { topic }), ...(definition && { definition }) });
    const listed = items.map((item) => ({ ...item, own: ownOfItem(item) }));
    array(id, of(topic ?? title), { kind: 'item' }, listed, scale);
  }
  if (controls.length + demographics.length + openQuestions.length > 0) group('', '', {});
  if (controls.length > 0) {
    const listed = controls.map((control) => ({ ...control, own: {} }));
    array('controls', '', { kind: 'control' }, listed, controlScale ?? scale);
  }
  for (const { id, title, options, showIf } of demographics) {
    const own: Own = { kind: 'demographic', ...(codes.question(id) !== id && { id }) };
    question('L', codes.question(id), of(title), { ...relevanceOf(showIf, codes), ...ownOf(own) });
    answers(
      options.map((option) => {
        const code = codes.answer(id, option.id);
        const more = {
          ...(code !== option.id && { id: option.id }),
          ...(option.undisclosed && { undisclosed: true }),
        };
        return { code, text: of(option.title), own: more };
      }),
    );
  }
  for (const { id, title, maxLength, showIf } of openQuestions) {
    const own: Own = { kind: 'open', ...(codes.question(id) !== id && { id }) };
    const more = { maximum_chars: String(maxLength), ...relevanceOf(showIf, codes), ...ownOf(own) };
    question('T', codes.question(id), of(title), more);
  }
  return rows;
}

function ownOfItem({ reverse, change }: Item): Own {
  return { ...(reverse && { reverse }), ...(change && { change }) };
}

function scaleAnswers({ labels, notApplicable }: Scale, of: (text: Localised) => string) {
  return [
    ...labels.map((label, at) => ({ code: String(at + 1), text: of(label), own: {} as Own })),
    ...(notApplicable ? [{ code: 'NA', text: of(notApplicable), own: { apart: true } as Own }] : []),
  ];
}

function relevanceOf(showIf: ShowIf | undefined, codes: Codes): Row {
  if (!showIf) return {};
  const { question, is } = showIf;
  const asked = codes.question(question);
  return { relevance: is.map((id) => `${asked}.NAOK == "${codes.answer(question, id)}"`).join(' or ') };
}
