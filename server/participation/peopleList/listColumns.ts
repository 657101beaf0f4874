/**
 * Which column of a people list holds what. Headers may be Persian or English in any spelling; a title above them is skipped.
 * Unknown columns are never stored: the product must not keep a name beside an address.
 */
import { key } from '../../i18n/text.ts';

export const listFields = ['office', 'channel', 'address', 'email', 'mobile'] as const;
export type ListField = (typeof listFields)[number];
export type ListColumns = Partial<Record<ListField, number>>;

const headers: Record<ListField, readonly string[]> = {
  office: [
    'office',
    'office code',
    'office name',
    'unit',
    'دستگاه',
    'نام دستگاه',
    'کد دستگاه',
    'واحد',
    'نام واحد',
    'کد واحد',
    'اداره',
    'محل خدمت',
  ],
  channel: ['channel', 'way', 'راه', 'روش', 'روش ارسال', 'راه ارسال', 'کانال', 'شیوه', 'شیوه ارسال'],
  address: ['address', 'contact', 'نشانی', 'آدرس', 'تماس', 'راه تماس'],
  email: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'ایمیل',
    'رایانامه',
    'پست الکترونیک',
    'پست الکترونیکی',
    'نشانی رایانامه',
  ],
  mobile: [
    'mobile',
    'phone',
    'mobile number',
    'cell',
    'cell phone',
    'sms',
    'موبایل',
    'تلفن همراه',
    'همراه',
    'شماره همراه',
    'شماره موبایل',
    'شماره تلفن همراه',
    'تلفن',
  ],
};
const fieldOf = new Map(
  listFields.flatMap((field) => headers[field].map((header) => [key(header), field] as const)),
);

/** The columns of a header row, or null when the row is no header: it must at least have an office column. */
export function readColumns(cells: readonly string[]): { columns: ListColumns; unknown: string[] } | null {
  const columns: ListColumns = {};
  const unknown: string[] = [];
  for (const [position, cell] of cells.entries()) {
    const field = fieldOf.get(key(cell.replace(/[*:؛:]+$/, '')));
    if (field && columns[field] === undefined) columns[field] = position;
    else if (cell.trim()) unknown.push(cell.trim().slice(0, 60));
  }
  return columns.office === undefined ? null : { columns, unknown };
}
