/** The columns of an offices file, by the headings of the template in every language. */
import { translator } from '../i18n/translator.ts';
import { columnsNamed } from '../tables/reading/findHeader.ts';

export const requiredColumns = ['code', 'level', 'nameFa', 'parent'] as const;

const otherNames = {
  code: ['کد', 'کد واحد', 'office code', 'شناسه', 'کد یکتا'],
  level: ['سطح', 'سطح واحد', 'نوع واحد'],
  nameFa: ['نام', 'نام فارسی', 'نام واحد', 'name'],
  nameEn: ['نام انگلیسی', 'نام لاتین'],
  parent: ['بالادست', 'کد بالادست', 'واحد بالادست', 'کد واحد بالادست', 'parent code'],
  headcount: ['تعداد کارکنان', 'شمار کارکنان', 'کارکنان', 'تعداد پرسنل', 'تعداد کارکنان خود واحد', 'staff'],
  latitude: ['عرض جغرافیایی'],
  longitude: ['طول جغرافیایی'],
  statisticalCode: ['کد آماری'],
  validFrom: ['آغاز', 'آغاز اعتبار', 'از تاریخ'],
  validTo: ['پایان', 'پایان اعتبار', 'تا تاریخ'],
  replaces: ['به جای', 'جانشین'],
  shortNameFa: ['نام کوتاه', 'نام کوتاه فارسی'],
  shortNameEn: ['نام کوتاه انگلیسی'],
};
export type OfficeColumn = keyof typeof otherNames;

/** In the order in which a sentence lists them. */
export const officeFields = Object.keys(otherNames) as OfficeColumn[];

const headings = Object.fromEntries(
  officeFields.map((field) => {
    const onPages = (['fa', 'en'] as const).map((language) => translator(language)(`offices:field.${field}`));
    return [field, [...otherNames[field], ...onPages]];
  }),
) as Record<OfficeColumn, string[]>;

export const officeColumns = columnsNamed(headings, requiredColumns);

/** A file that only sets headcounts; its other columns are not read. */
export const headcountColumns = columnsNamed({ code: headings.code, headcount: headings.headcount }, [
  'code',
  'headcount',
]);
