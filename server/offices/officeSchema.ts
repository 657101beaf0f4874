/** The check of one office in a file. Messages are locale keys that say what was expected. */
import { z } from 'zod';
import { parseNumber } from '../i18n/digits.ts';
import { type DayEdge, dayOrNull } from '../i18n/readDay.ts';
import { clean } from '../i18n/text.ts';
import { hasLostLetters, typedWhole } from '../tables/reading/tidyCell.ts';
import type { Levels } from './levels/level.ts';
import type { OfficeRecord } from './officeFile.ts';

const isBlank = (value: unknown) => value === undefined || value === null || String(value).trim() === '';
const text = (message: string) =>
  z
    .string(message)
    .transform(clean)
    .pipe(
      z
        .string()
        .min(1, message)
        .max(200, message)
        .refine((value) => !hasLostLetters(value), message),
    );
const code = (message: string) =>
  z
    .union([z.string(), z.number()], message)
    .transform((value) => typedWhole(String(value)))
    .pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, message));

/** A blank cell or a missing key is «not stated»; null in JSON says «none». */
const unlessBlank = <T>(schema: z.ZodType<T>) =>
  z.preprocess((value) => (isBlank(value) ? (value === null ? null : undefined) : value), schema.nullish());

const day = (edge: DayEdge) =>
  z
    .union([z.string(), z.number()], 'offices:file.day')
    .transform((value) => dayOrNull(String(value), edge))
    .refine((value) => value !== null, 'offices:file.day');

const headcount = z
  .union([z.string(), z.number()], 'offices:file.headcount')
  .transform((value) => parseNumber(String(value)))
  .refine((value) => value !== null && Number.isInteger(value) && value >= 0 && value <= 1_000_000, {
    message: 'offices:file.headcount',
  });

const degrees = (limit: number, message: string) =>
  z
    .union([z.string(), z.number()], message)
    .transform((value) => parseNumber(String(value)) ?? Number.NaN)
    .refine((value) => Math.abs(value) <= limit, message);

const replaces = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/[\s،,;]+/).filter(Boolean) : value),
  z.array(code('offices:file.code'), 'offices:file.replaces'),
);

/** A level by its id or a name it has, as its id; what is no level of these stays and is refused. */
const level = (levels: Pick<Levels, 'idOf'>, offered: ReadonlySet<string>) =>
  z
    .string('offices:file.level')
    .transform((typed) => levels.idOf(typed) ?? typed)
    .refine((id) => offered.has(id), 'offices:file.level');

/** `offered`: ids of the levels that an office of the file may have. */
export const officeSchema = (levels: Pick<Levels, 'idOf'>, offered: ReadonlySet<string>) =>
  z
    .object({
      code: code('offices:file.code'),
      level: level(levels, offered),
      nameFa: text('offices:file.nameFa'),
      nameEn: unlessBlank(text('offices:file.name')),
      shortNameFa: unlessBlank(text('offices:file.name')),
      shortNameEn: unlessBlank(text('offices:file.name')),
      parent: z.preprocess(
        (value) => (isBlank(value) ? null : value),
        code('offices:file.parentCode').nullable(),
      ),
      statisticalCode: unlessBlank(
        z
          .union([z.string(), z.number()], 'offices:file.statisticalCode')
          .transform((value) => typedWhole(String(value)))
          .pipe(z.string().regex(/^\d{2,10}$/, 'offices:file.statisticalCode')),
      ),
      validFrom: unlessBlank(day('first')),
      validTo: unlessBlank(day('last')),
      replaces: unlessBlank(replaces),
      headcount: unlessBlank(headcount),
      latitude: unlessBlank(degrees(90, 'offices:file.latitude')),
      longitude: unlessBlank(degrees(180, 'offices:file.longitude')),
    })
    .refine(({ latitude, longitude }) => typeof latitude === typeof longitude, {
      message: 'offices:file.place',
      path: ['latitude'],
    })
    .refine(({ validFrom, validTo }) => !validFrom || !validTo || validFrom <= validTo, {
      message: 'offices:file.validity',
      path: ['validTo'],
    })
    .transform(
      (office): OfficeRecord => ({
        ...office,
        nameEn: office.nameEn ?? undefined,
        replaces: office.replaces ?? undefined,
        headcount: office.headcount ?? undefined,
      }),
    );
