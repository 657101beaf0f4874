/**
 * The form of the list: one field for each office, and beside them what the page showed, so that only what somebody changed is stored,
 * and what another administrator changed in the meantime is not overwritten unseen.
 */
import { z } from 'zod';
import { parseNumber } from '../i18n/digits.ts';

/** What stands before an office's code in the name of its field. */
export const headcountField = (code: string) => `headcount-${code}`;

export const maxHeadcount = 1_000_000;

/** The number of an office's own staff as typed; null for an empty field, NaN for what is no headcount. */
export function typedHeadcount(text: string): number | null {
  if (text.trim() === '') return null;
  const number = parseNumber(text);
  return number !== null && Number.isInteger(number) && number >= 0 && number <= maxHeadcount
    ? number
    : Number.NaN;
}

export interface TypedHeadcount {
  code: string;
  /** What the page showed. */
  shown: number | null;
  text: string;
}

const officeShown = /^([\w-]{1,64})=(\d{0,7})$/;
const listForm = z.object({ shown: z.string().max(1_000_000) }).catchall(z.unknown());

/** Every office of the page whose field came back with something else than it showed. */
export function typedHeadcounts(body: unknown): TypedHeadcount[] {
  const parsed = listForm.safeParse(body);
  if (!parsed.success) return [];
  return parsed.data.shown.split(' ').flatMap((part) => {
    const [, code = '', number = ''] = officeShown.exec(part) ?? [];
    const text = code && parsed.data[headcountField(code)];
    if (typeof text !== 'string' || text.length > 100) return [];
    const shown = number === '' ? null : Number(number);
    return Object.is(typedHeadcount(text), shown) ? [] : [{ code, shown, text }];
  });
}

/** What the form carries of the page: `ea-ahar=112 ea-hq=`. */
export function shownHeadcounts(offices: readonly { code: string; headcount: number | null }[]): string {
  return offices.map(({ code, headcount }) => `${code}=${headcount ?? ''}`).join(' ');
}
