/** An instrument as an XLSForm of four sheets: survey, choices, settings, and one with what only this product knows. */
import { type Language, languages } from '../../i18n/languages.ts';
import type { Instrument, Localised, Scale, ShowIf } from '../../instruments/instrument.ts';
import type { XlsxWorksheet } from '../../tables/xlsx/worksheet.ts';
import { labelNames } from './columns.ts';

type Cells = Record<string, string>;

const texts = (field: string, text: Localised | undefined): Cells =>
  Object.fromEntries(
    languages.flatMap((language): [string, string][] => {
      const written = text?.[language];
      return written ? [[`${field}::${labelNames[language]}`, written]] : [];
    }),
  );
const allLanguages = (field: string) =>
  languages.map((language: Language) => `${field}::${labelNames[language]}`);

export const surveyColumns = [
  ...['type', 'name'],
  ...allLanguages('label'),
  ...['relevant', 'constraint', 'appearance', 'kind', 'reverse', 'change'],
  ...allLanguages('topic'),
  ...allLanguages('about'),
  ...allLanguages('definition'),
];
const choiceColumns = ['list_name', 'name', ...allLanguages('label'), 'undisclosed'];
const ownColumns = ['key', 'value', ...allLanguages('label')];

export function xlsformSheets(instrument: Instrument): XlsxWorksheet[] {
  const { id, version, title } = instrument;
  return [
    sheet('survey', surveyColumns, surveyRows(instrument)),
    sheet('choices', choiceColumns, choiceRows(instrument)),
    sheet(
      'settings',
      ['form_title', 'form_id', 'version', 'default_language'],
      [{ form_title: title.fa, form_id: id, version: String(version), default_language: labelNames.fa }],
    ),
    sheet('farhangsanj', ownColumns, ownRows(instrument)),
  ];
}

function sheet(name: string, columns: string[], rows: Cells[]): XlsxWorksheet {
  return {
    name,
    columns: columns.map((title) => ({ title, width: /::/.test(title) ? 50 : 20 })),
    rows: rows.map((row) => columns.map((column) => row[column] ?? null)),
  };
}

function surveyRows({
  dimensions,
  controls,
  controlScale,
  demographics,
  openQuestions,
}: Instrument): Cells[] {
  const select = (list: string, name: string, label: Localised, more: Cells): Cells => ({
    type: `select_one ${list}`,
    name,
    ...texts('label', label),
    ...more,
  });
  return [
    ...dimensions.flatMap((dimension) => [
      {
        type: 'begin_group',
        name: dimension.id,
        ...texts('label', dimension.title),
        ...texts('topic', dimension.topic),
        ...texts('about', dimension.about),
        ...texts('definition', dimension.definition),
        kind: 'dimension',
      },
      ...dimension.items.map(({ id, text, reverse, change }) =>
        select('scale', id, text, {
          kind: 'item',
          appearance: 'likert',
          ...(reverse && { reverse: 'yes' }),
          ...(change && { change }),
        }),
      ),
      { type: 'end_group', name: dimension.id },
    ]),
    ...controls.map(({ id, text }) =>
      select(controlScale ? 'controlScale' : 'scale', id, text, { kind: 'control', appearance: 'likert' }),
    ),
    ...demographics.map(({ id, title, showIf }) =>
      select(`d_${id}`, id, title, { kind: 'demographic', relevant: relevantOf(showIf) }),
    ),
    ...openQuestions.map(({ id, title, maxLength, showIf }) => ({
      type: 'text',
      name: id,
      ...texts('label', title),
      relevant: relevantOf(showIf),
      constraint: `string-length(.) <= ${maxLength}`,
      kind: 'open',
    })),
  ];
}

function relevantOf(showIf: ShowIf | undefined): string {
  return showIf ? showIf.is.map((option) => `\${${showIf.question}} = '${option}'`).join(' or ') : '';
}

function choiceRows({ scale, controlScale, demographics }: Instrument): Cells[] {
  return [
    ...scaleRows('scale', scale),
    ...(controlScale ? scaleRows('controlScale', controlScale) : []),
    ...demographics.flatMap(({ id, options }) =>
      options.map((option) => ({
        list_name: `d_${id}`,
        name: option.id,
        ...texts('label', option.title),
        ...(option.undisclosed && { undisclosed: 'yes' }),
      })),
    ),
  ];
}

function scaleRows(list: string, { labels, notApplicable }: Scale): Cells[] {
  return [
    ...labels.map((label, at) => ({ list_name: list, name: String(at + 1), ...texts('label', label) })),
    ...(notApplicable ? [{ list_name: list, name: 'notApplicable', ...texts('label', notApplicable) }] : []),
  ];
}

function ownRows(instrument: Instrument): Cells[] {
  const { title, about, shortFormOf, minutes, bands, ideal, margin } = instrument;
  const rowOf = (key: 'version' | 'previousVersion' | 'scaleChange' | 'outcome'): Cells[] =>
    instrument[key] === undefined ? [] : [{ key, value: String(instrument[key]) }];
  return [
    { key: 'title', ...texts('label', title) },
    ...rowOf('version'),
    ...rowOf('previousVersion'),
    ...rowOf('scaleChange'),
    ...(about ? [{ key: 'about', ...texts('label', about) }] : []),
    ...(shortFormOf ? [{ key: 'shortFormOf', value: `${shortFormOf.id}@${shortFormOf.version}` }] : []),
    { key: 'minutes', value: String(minutes) },
    ...(ideal === null ? [] : [{ key: 'ideal', value: String(ideal) }]),
    { key: 'margin', value: String(margin) },
    ...rowOf('outcome'),
    ...bands.map(({ from, title: band }) => ({ key: 'band', value: String(from), ...texts('label', band) })),
  ];
}
