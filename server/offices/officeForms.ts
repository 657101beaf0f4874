/** The forms that make, change and end an office. Messages are locale keys. */
import { z } from 'zod';
import { textBetween } from '../http/formFields.ts';
import { normaliseTyped } from '../i18n/digits.ts';
import { type DayEdge, dayOrNull } from '../i18n/readDay.ts';
import { typedHeadcount } from './typedHeadcounts.ts';

const name = (minLength: number) => textBetween(minLength, 200, 'offices:errors.name');

const code = z.string().trim().max(64).catch('');

const day = (edge: DayEdge) =>
  z
    .string('offices:errors.day')
    .transform((text) => (text.trim() === '' ? null : (dayOrNull(text, edge) ?? '')))
    .refine((read) => read !== '', 'offices:errors.day');

const ofOffice = {
  nameFa: name(1),
  nameEn: name(0),
  /** Whether there is such a level is asked where the office is stored. */
  level: z.string('offices:errors.level').max(64, 'offices:errors.level'),
  parent: code.transform((text) => text || null),
  statisticalCode: z
    .string()
    .transform((text) => normaliseTyped(text) || null)
    .pipe(
      z
        .string()
        .regex(/^\d{2,10}$/, 'offices:errors.statisticalCode')
        .nullable(),
    ),
};

export const changeForm = z.object(ofOffice);
export type OfficeValues = z.output<typeof changeForm>;

export const newOfficeForm = z
  .object({
    ...ofOffice,
    validFrom: day('first'),
    replaces: code.transform((text) => text || null),
    headcount: z
      .string('offices:errors.typed')
      .transform(typedHeadcount)
      .refine((headcount) => !Number.isNaN(headcount), 'offices:errors.typed'),
  })
  .refine(({ replaces, validFrom }) => !replaces || validFrom, {
    message: 'offices:errors.replacesFrom',
    path: ['validFrom'],
  });
export type NewOffice = z.output<typeof newOfficeForm>;

export const endForm = z.object({
  validTo: day('last').refine((read) => read !== null, 'offices:errors.endDay'),
  successor: code.transform((text) => text || null),
});
