/**
 * Notices columns that hold mobile numbers or mail addresses under a heading that nobody knows. Passing them over would make every person
 * a slip, so an administrator is asked what they are.
 */

import { columnName } from '../../tables/reading/columnName.ts';
import { type Header, headingKey } from '../../tables/reading/findHeader.ts';
import type { TableRow } from '../../tables/reading/openTable.ts';
import { readMailAddress } from '../../tables/reading/readMailAddress.ts';
import { readMobile } from '../../tables/reading/readMobile.ts';
import type { ListField } from './listColumns.ts';
import type { AskedColumn } from './peopleList.ts';

/** What the administrator said that a column is, by its position. */
export type ColumnAnswers = ReadonlyMap<number, 'email' | 'mobile' | 'ignored'>;

interface Counted {
  filled: number;
  email: number;
  mobile: number;
}

/** Rows in which a column is looked at; beyond them it is what it has been. */
const maxLookedAt = 5000;
const nameLength = 60;
const mailWords = ['mail', 'ایمیل', 'رایانامه', 'پست الکترونیک'].map(headingKey);
const mobileWords = ['mobile', 'cell', 'phone', 'موبایل', 'همراه', 'تلفن', 'شماره تماس'].map(headingKey);

export function contactWatch({ headings, fields }: Header<ListField>, answers: ColumnAnswers) {
  const counts = new Map<number, Counted>();
  let rows = 0;
  return {
    see({ cells }: TableRow): void {
      rows += 1;
      if (rows > maxLookedAt) return;
      for (const [column, cell] of cells.entries()) {
        if (!cell || fields[column] || answers.get(column) === 'ignored') continue;
        const counted = counts.get(column) ?? { filled: 0, email: 0, mobile: 0 };
        counts.set(column, counted);
        counted.filled += 1;
        if (cell.length > 200) continue;
        if (cell.includes('@') && readMailAddress(cell)) counted.email += 1;
        else if (readMobile(cell)) counted.mobile += 1;
      }
    },
    asked(): AskedColumn[] {
      return [...counts].flatMap(([column, counted]) => {
        const looksLike = kindOf(headings[column] ?? '', counted);
        const name = (headings[column] || columnName(column)).slice(0, nameLength);
        return looksLike ? [{ column, name, looksLike }] : [];
      });
    },
  };
}

/** A fifth of its cells, or its heading, say what a column is. */
function kindOf(heading: string, { filled, email, mobile }: Counted): AskedColumn['looksLike'] | null {
  const looksLike = email >= mobile ? 'email' : 'mobile';
  if (email + mobile > 0 && (email + mobile) * 5 >= filled) return looksLike;
  const folded = headingKey(heading);
  if (mailWords.some((word) => folded.includes(word))) return 'email';
  return mobileWords.some((word) => folded.includes(word)) ? 'mobile' : null;
}

/** The header with the columns that an administrator named. */
export function withAnswers(header: Header<ListField>, answers: ColumnAnswers): Header<ListField> {
  const fields = [...header.fields];
  for (const [column, answer] of answers) {
    while (fields.length <= column) fields.push(null);
    if (answer !== 'ignored') fields[column] ??= answer;
  }
  return { ...header, fields };
}
