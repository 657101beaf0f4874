/** One row of a people list: its office and how to reach its person, or what is wrong with it. */
import { key } from '../../i18n/text.ts';
import type { Header } from '../../tables/reading/findHeader.ts';
import { readMailAddress } from '../../tables/reading/readMailAddress.ts';
import { readMobile } from '../../tables/reading/readMobile.ts';
import { typedWhole } from '../../tables/reading/tidyCell.ts';
import { type ListField, listFields } from './listColumns.ts';

export const listChannels = ['email', 'sms', 'slip'] as const;
export type ListChannel = (typeof listChannels)[number];

export const rowProblems = [
  'badCell',
  'officeMissing',
  'unknownOffice',
  'unknownChannel',
  'addressMissing',
  'malformedEmail',
  'malformedMobile',
  'repeated',
  'alreadyInvited',
  'aboveHeadcount',
] as const;
export type RowProblem = (typeof rowProblems)[number];

export interface ListRow {
  office: string;
  channel: ListChannel;
  /** Empty for slips. */
  address: string;
}

const channelWords: Record<ListChannel, readonly string[]> = {
  email: ['email', 'e-mail', 'mail', 'ایمیل', 'رایانامه', 'پست الکترونیک', 'پست الکترونیکی'],
  sms: ['sms', 'text', 'mobile', 'پیامک', 'اس ام اس', 'موبایل', 'همراه', 'تلفن همراه'],
  slip: ['slip', 'paper', 'print', 'برگه', 'کاغذ', 'کاغذی', 'برگه چاپی', 'چاپی', 'حضوری', 'ندارد'],
};
const channelOf = new Map(
  listChannels.flatMap((channel) => channelWords[channel].map((word) => [key(word), channel] as const)),
);

/** Finds an office by its code or either of its names, in any spelling. */
export function officeFinder(
  offices: readonly { code: string; nameFa: string; nameEn: string }[],
): (text: string) => string | null {
  const byKey = new Map<string, string | null>();
  const add = (text: string, code: string) => {
    const folded = key(text);
    if (folded) byKey.set(folded, byKey.has(folded) && byKey.get(folded) !== code ? null : code);
  };
  for (const { code, nameFa, nameEn } of offices) for (const text of [nameFa, nameEn]) add(text, code);
  for (const { code } of offices) byKey.set(key(code), code);
  return (text) => byKey.get(key(text)) ?? byKey.get(key(typedWhole(text))) ?? null;
}

const maxCellLength = 200;

/** The cells that are read; where two columns hold one thing, the first that is filled. */
export function cellsOf(cells: readonly string[], { fields }: Header<ListField>): Record<ListField, string> {
  const named = Object.fromEntries(listFields.map((field) => [field, ''])) as Record<ListField, string>;
  for (const [position, field] of fields.entries()) {
    if (field) named[field] ||= (cells[position] ?? '').slice(0, maxCellLength);
  }
  return named;
}

/** Office, channel and address of a row, or the first thing that is wrong with it. */
export function readListRow(
  cells: Record<ListField, string>,
  findOffice: (text: string) => string | null,
): ListRow | { problem: RowProblem } {
  if (!cells.office) return { problem: 'officeMissing' };
  const office = findOffice(cells.office);
  if (office === null) return { problem: 'unknownOffice' };
  const channel = channelOfRow(cells);
  if (channel === null) return { problem: 'unknownChannel' };
  if (channel === 'slip') return { office, channel, address: '' };
  const typed = cells.address || (channel === 'email' ? cells.email : cells.mobile);
  if (!typed) return { problem: 'addressMissing' };
  const address = channel === 'email' ? readMailAddress(typed) : readMobile(typed);
  if (address === null) return { problem: channel === 'email' ? 'malformedEmail' : 'malformedMobile' };
  return { office, channel, address };
}

/** The channel that the row names; otherwise the one that fits its address, and a slip where there is none. null for an unknown name. */
function channelOfRow(cells: Record<ListField, string>): ListChannel | null {
  if (cells.channel) return channelOf.get(key(cells.channel)) ?? null;
  if (cells.email || cells.address.includes('@')) return 'email';
  return cells.mobile || cells.address ? 'sms' : 'slip';
}
