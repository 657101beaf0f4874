/** New codes for handing out: slips to print, sorted by office, and a file for printing them elsewhere. */
import type { Reader } from '../../i18n/reader.ts';
import { officeName } from '../../offices/officeName.ts';
import { presentSlips, type Slip } from '../../participation/presentSlips.ts';
import { type Columns, csvBody, csvHead } from '../../tables/table.ts';
import { treeRows } from '../../waves/present.ts';
import { promiseKind } from '../../waves/promiseWording.ts';
import type { Wave } from '../../waves/wave.ts';
import type { OfficeCodes } from './makeCodes.ts';

export interface OfficeSlips {
  office: string;
  name: string;
  pages: Slip[][];
  slips: Slip[];
}

export function presentCodes(wave: Wave, made: readonly OfficeCodes[], baseUrl: string, reader: Reader) {
  const order = treeRows(wave.offices, reader).map(({ code }) => code);
  const names = new Map(wave.offices.map((office) => [office.code, officeName(office, reader.lang)]));
  const offices = [...made]
    .sort((a, b) => order.indexOf(a.office) - order.indexOf(b.office))
    .map(({ office, codes }): OfficeSlips => {
      const pages = presentSlips(codes, wave._id, baseUrl);
      return { office, name: names.get(office) ?? office, pages, slips: pages.flat() };
    });
  return {
    offices,
    count: made.reduce((sum, { codes }) => sum + codes.length, 0),
    promise: promiseKind(baseUrl),
    file: csvAddress(offices),
    codes: offices.flatMap(({ slips }) => slips.map(({ code }) => code)).join(' '),
  };
}

const codeTable: Columns<{ office: string; name: string; code: string; link: string }> = {
  columns: [
    { key: 'office', value: ({ office }) => office },
    { key: 'name', value: ({ name }) => name },
    { key: 'code', value: ({ code }) => code },
    { key: 'link', value: ({ link }) => link },
  ],
};

/** The link itself contains the file: a second request could not get the codes, because they are not stored. */
function csvAddress(offices: readonly OfficeSlips[]): string {
  const rows = offices.flatMap(({ office, name, slips }) =>
    slips.map(({ code, link }) => ({ office, name, code, link })),
  );
  const csv = csvHead(codeTable) + csvBody(codeTable, rows);
  return `data:text/csv;charset=utf-8;base64,${Buffer.from(csv, 'utf8').toString('base64')}`;
}
