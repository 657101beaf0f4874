/**
 * Every number, date, list and comparison that a reader sees, in the reader's language. Azerbaijani uses Persian data: ICU
 * knows no azb and would silently fall back to the machine's own locale. Several ICU defaults read wrong and are composed here.
 */
import { officialTimeZone } from './jalali.ts';
import type { Language } from './languages.ts';

type NumberOptions = { digits?: number };

/** The formatter of one language; all instants are shown in Iran's official time. */
export type Formatter = {
  /** ۱٬۲۳۴٫۵ — `digits` fixes the number of decimals; without it up to two. */
  number(value: number, options?: NumberOptions): string;
  /** ۵۶٪ from a share of 0..1; the mark U+061C before the digits keeps the sign on the left everywhere. */
  percent(share: number, options?: NumberOptions): string;
  /** ‎+۳٫۲ or ‎−۳٫۲, with a mark that keeps the sign before the digits; a difference that rounds to zero has no sign. */
  signed(difference: number, options?: NumberOptions): string;
  /** ۵ تا ۱۰; never a dash, whose direction would flip inside a sentence. */
  range(low: number, high: number, options?: NumberOptions): string;
  /** A code or a telephone number, digit by digit in the script of the language: ۰۳۲۱. */
  digits(text: string): string;
  /** ۳۱ مرداد ۱۳۹۹ */
  dateLong(instant: Date): string;
  /** ۳۱ مرداد */
  dayMonth(instant: Date): string;
  /** جمعه ۳۱ مرداد ۱۳۹۹ */
  dateFull(instant: Date): string;
  /** ۱۳۹۹/۰۵/۳۱; in English by the name of the month, because 03/04 is two days */
  dateNumeric(instant: Date): string;
  /** ۱۳۹۹/۰۵/۳۱ or 2020-08-21: a day in a field of a form, which reads it back. */
  dateTyped(instant: Date): string;
  /** ۱۳۹۹/۰۵/۳۱ ساعت ۱۴:۳۰ */
  dateTime(instant: Date): string;
  /** جمعه ۳۱ مرداد ۱۳۹۹ ساعت ۱۴:۳۰ */
  dayAndTime(instant: Date): string;
  /** ۱۴:۳۰ */
  time(instant: Date): string;
  /** مرداد ۱۳۹۹; a short name of the month, where the language has one, for narrow places */
  monthYear(instant: Date, name?: 'long' | 'short'): string;
  /** الف، ب و ج — for prose, not for files. */
  list(parts: readonly string[]): string;
  /** The order of the alphabet for `Array.sort`, numbers inside text by value. */
  compare(a: string, b: string): number;
};

const arabicLetterMark = '\u061c';
const conventions = {
  persian: {
    numbers: 'fa-IR',
    dates: 'fa-IR-u-ca-persian',
    beforePercent: arabicLetterMark,
    to: ' تا ',
    at: ' ساعت ',
    comma: '، ',
    and: ' و ',
    month: '2-digit',
    typed: 'fa-IR-u-ca-persian',
  },
  english: {
    numbers: 'en-GB',
    dates: 'en-GB-u-ca-gregory',
    beforePercent: '',
    to: ' to ',
    at: ', ',
    comma: ', ',
    and: ' and ',
    month: 'short',
    typed: 'sv-SE-u-ca-gregory',
  },
} as const;
type Conventions = (typeof conventions)[keyof typeof conventions];

function decimals(digits: number | undefined) {
  return digits === undefined
    ? { maximumFractionDigits: 2 }
    : { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

const isCount = (value: number) => Number.isInteger(value) && value > 0 && value < 1000;

function numberFormats({ numbers, beforePercent, to }: Conventions) {
  const cached = new Map<string, Intl.NumberFormat>();
  const format = (name: string, options: Intl.NumberFormatOptions) => {
    const formatter = cached.get(name) ?? new Intl.NumberFormat(numbers, options);
    cached.set(name, formatter);
    return (value: number) => formatter.format(value).replace('-', '−');
  };
  /** The counts of a long table, each of which would be written anew. */
  const counts: string[] = [];
  const written = (value: number, digits: number | undefined) =>
    format(`number ${digits}`, { ...decimals(digits), signDisplay: 'negative' })(value);
  const number = (value: number, { digits }: NumberOptions = {}) => {
    if (digits !== undefined || !isCount(value)) return written(value, digits);
    counts[value] ??= written(value, digits);
    return counts[value];
  };
  return {
    number,
    percent: (share: number, { digits = 0 }: NumberOptions = {}) =>
      beforePercent +
      format(`percent ${digits}`, { ...decimals(digits), style: 'percent', signDisplay: 'negative' })(share),
    signed: (difference: number, { digits }: NumberOptions = {}) =>
      format(`signed ${digits}`, { ...decimals(digits), signDisplay: 'exceptZero' })(difference),
    range: (low: number, high: number, options?: NumberOptions) =>
      number(low, options) + to + number(high, options),
  };
}

function dateFormats({ dates, at, month, typed }: Conventions) {
  const format = (options: Intl.DateTimeFormatOptions, locale: string = dates) =>
    new Intl.DateTimeFormat(locale, { timeZone: officialTimeZone, ...options });
  const day = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const short = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const numeric = format({ day: month === 'short' ? 'numeric' : '2-digit', month, year: 'numeric' });
  const field = format({ day: '2-digit', month: '2-digit', year: 'numeric' }, typed);
  const dayOnly = format({ day: 'numeric', month: 'long' });
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = format({ weekday: 'long' });
  const full = (instant: Date) => `${weekday.format(instant)} ${day.format(instant)}`;
  return {
    dateLong: (instant: Date) => day.format(instant),
    dayMonth: (instant: Date) => dayOnly.format(instant),
    dateFull: full,
    dateNumeric: (instant: Date) => numeric.format(instant),
    dateTyped: (instant: Date) => field.format(instant),
    dateTime: (instant: Date) => numeric.format(instant) + at + clock.format(instant),
    dayAndTime: (instant: Date) => full(instant) + at + clock.format(instant),
    time: (instant: Date) => clock.format(instant),
    monthYear: (instant: Date, name: 'long' | 'short' = 'long') => {
      const parts = (name === 'short' ? short : day).formatToParts(instant);
      const value = (type: string) => parts.find((part) => part.type === type)?.value;
      return `${value('month')} ${value('year')}`;
    },
  };
}

/** Used on English pages too: names without an English form are Persian, and Latin letters keep their own order. */
const persianOrder = new Intl.Collator('fa', { numeric: true });

function makeFormatter(convention: Conventions): Formatter {
  const plain = new Intl.NumberFormat(convention.numbers);
  return {
    ...numberFormats(convention),
    ...dateFormats(convention),
    list: (parts) => listed(parts, convention),
    digits: (text) => text.replace(/[0-9]/g, (digit) => plain.format(Number(digit))),
    compare: persianOrder.compare,
  };
}

/** ICU sets a comma before «و» and marks of direction between the parts; no Persian list is written so. */
function listed(parts: readonly string[], { comma, and }: Conventions): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(comma)}${and}${last}`;
}

const persian = makeFormatter(conventions.persian);
const english = makeFormatter(conventions.english);

/** The formatter of a language. It is made once, so that calling this is cheap. */
export function formatter(language: Language): Formatter {
  return language === 'en' ? english : persian;
}
