/** How a file was read and what was passed over: plain values, which a people list keeps and every preview and the command line show. */
import type { Reader } from '../../i18n/reader.ts';
import type { Delimiter } from './delimitedRows.ts';
import type { Encoding } from './encodingSurvey.ts';
import type { Header } from './findHeader.ts';

export const passedOverKinds = [
  'separatorLine',
  'titleRows',
  'emptyRows',
  'headerRows',
  'totalRows',
  'noteRows',
  'emptyColumns',
  'unreadColumns',
  'alikeSheets',
  'otherSheets',
  'hiddenSheets',
] as const;

export interface PassedOver {
  what: (typeof passedOverKinds)[number];
  count: number;
  /** Names of columns and sheets, numbers of rows; at most a few. */
  names: string[];
}

/** What a spreadsheet does not show and was read all the same. */
export interface ReadUnseen {
  what: 'hiddenRows' | 'hiddenColumns';
  count: number;
  names: string[];
}

export interface Reading {
  /** Empty for a workbook. */
  encoding: Encoding | '';
  delimiter: Delimiter | '';
  /** Empty for a text. */
  sheet: string;
  /** The rows of the header, 0 where there is none. */
  firstHeaderRow: number;
  headerRow: number;
  passedOver: PassedOver[];
  /** Not in lists that were stored by earlier versions. */
  readUnseen?: ReadUnseen[];
}

export function newReading(
  { encoding = '', delimiter = '', sheet = '' }: Partial<Pick<Reading, 'encoding' | 'delimiter' | 'sheet'>>,
  header: Header<string> | null,
): Reading {
  return {
    encoding,
    delimiter,
    sheet,
    firstHeaderRow: header?.firstRow ?? 0,
    headerRow: header?.row ?? 0,
    passedOver: [],
  };
}

/** Sentences that say how the file was read, and what of it was not. */
export interface PresentedReading {
  how: string[];
  passedOver: string[];
}

const maxNames = 12;
const maxNameLength = 60;

export function presentReading(reading: Reading, { t, f, lang }: Reader): PresentedReading {
  const { encoding, delimiter, sheet, firstHeaderRow, headerRow } = reading;
  const names = (all: readonly string[]) => {
    const quoted = all
      .slice(0, maxNames)
      .map((name) => (/^\d+$/.test(name) ? f.digits(name) : quote(name.slice(0, maxNameLength), lang)));
    return f.list(all.length > maxNames ? [...quoted, '…'] : quoted);
  };
  const marks: Record<string, string> = {
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '؛': 'persianSemicolon',
    '|': 'bar',
  };
  return {
    how: [
      ...(encoding ? [t('tables:how.encoding', { encoding: t(`tables:encoding.${encoding}`) })] : []),
      ...(delimiter ? [t(`tables:delimiter.${marks[delimiter]}`)] : []),
      ...(sheet ? [t('tables:how.sheet', { sheet: quote(sheet, lang) })] : []),
      ...(headerRow
        ? [
            t(firstHeaderRow < headerRow ? 'tables:how.headers' : 'tables:how.header', {
              row: headerRow,
              from: firstHeaderRow,
            }),
          ]
        : []),
      ...(reading.readUnseen ?? []).map(({ what, count, names: all }) =>
        t(`tables:how.${what}`, { count, names: names(all) }),
      ),
    ],
    passedOver: reading.passedOver.map(({ what, count, names: all }) =>
      t(`tables:passedOver.${what}`, { count, names: names(all) }),
    ),
  };
}

/** A name in its own direction within a sentence. */
const quote = (name: string, lang: Reader['lang']) =>
  lang === 'en' ? `“\u2068${name}\u2069”` : `«\u2068${name}\u2069»`;

/** What the command line says of a reading: what was passed over, and an encoding that is not the usual one. */
export function readingNotes(file: string, reading: Reading, reader: Reader): string[] {
  const { how, passedOver } = presentReading(reading, reader);
  const isUsual = (reading.encoding === 'utf-8' || reading.encoding === '') && !reading.readUnseen;
  const notes = [...(isUsual && !reading.sheet ? [] : how), ...passedOver];
  return notes.map((note) => `${file}: ${note.replace(/[\u2068\u2069]/g, '')}`);
}
