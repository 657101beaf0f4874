/**
 * The columns of a wave's open data: office, background questions, items and control statements. The CSV has ids and numbers; the
 * worksheet has words, with the CSV header after each heading, so that one codebook serves both.
 */
import type { Reader } from '../i18n/reader.ts';
import { notAnswered, notApplicable } from '../instruments/answers.ts';
import { compileQuestionnaire } from '../instruments/compileQuestionnaire.ts';
import type { Demographic } from '../instruments/instrument.ts';
import { type Localised, localise } from '../instruments/localised.ts';
import { officeName } from '../offices/officeName.ts';
import type { Column, Table } from '../tables/table.ts';
import type { Wave } from '../waves/wave.ts';

export interface OpenRow {
  /** Code of the office, then one option id for each background question, '' where there is none. */
  head: readonly string[];
  /** As stored (see `Response`). */
  answers: Uint8Array;
}

export function openDataTable(wave: Wave): Table<OpenRow> {
  const { demographics, items } = compileQuestionnaire(wave.instruments);
  // Offices come last and win: a unit of a single office has the code of that office.
  const named = new Map([...wave.units, ...wave.offices].map((each) => [each.code, each]));
  return {
    headings: 'exports:column',
    columns: [
      {
        key: 'name',
        width: 30,
        shown: ({ head: [code = ''] }, { lang }) => {
          const found = named.get(code);
          return found ? officeName(found, lang) : code;
        },
      },
      {
        key: 'office',
        width: 18,
        heading: ({ t }) => withId(t('exports:column.office'), 'office'),
        value: ({ head }) => head[0]!,
      },
      ...demographics.map((question, at) => demographicColumn(question, at + 1)),
      ...items.map(({ id, text }, at) => itemColumn(id, text, at)),
    ],
  };
}

const withId = (heading: string, id: string) => `${heading} [${id}]`;

const word = (texts: Localised, { lang }: Reader) => localise(texts, lang).text;

function demographicColumn({ id, title, options }: Demographic, at: number): Column<OpenRow> {
  const titles = new Map(options.map((option) => [option.id, option.title]));
  return {
    key: id,
    width: 18,
    heading: (reader) => withId(word(title, reader), id),
    value: ({ head }) => head[at]!,
    shown: ({ head }, reader) => {
      const given = titles.get(head[at]!);
      return given ? word(given, reader) : null;
    },
  };
}

function itemColumn(id: string, text: Localised, at: number): Column<OpenRow> {
  const answer = ({ answers }: OpenRow, doesNotApply: string) => {
    const byte = answers[at]!;
    if (byte === notAnswered) return null;
    return byte === notApplicable ? doesNotApply : byte;
  };
  return {
    key: id,
    width: 22,
    heading: (reader) => withId(word(text, reader), id),
    value: (row) => answer(row, 'notApplicable'),
    shown: (row, { t }) => answer(row, t('exports:cell.notApplicable')),
  };
}
