/**
 * What an instrument file (surveys/<id>/instrument.json) looks like. Unknown fields are refused, since a mistyped "reverse"
 * would silently reverse a score. Rules between several fields are in instrumentRules.ts. Messages are locale keys.
 */
import { z } from 'zod';
import { defaultMargin, productBands } from './bands.ts';
import { localised } from './localised.ts';

const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'instruments:file.id')
  .refine((value) => !(value in {}), 'instruments:file.reservedId');

const reservedColumns = ['office', 'na', 'notapplicable'];
/** Items, demographics and open questions are columns of one CSV file. */
const columnId = id.refine(
  (value) => !reservedColumns.includes(value.toLowerCase()),
  'instruments:file.reservedColumn',
);
const optionId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}$/, 'instruments:file.optionId')
  .refine(
    (value) => !['na', 'notapplicable'].includes(value.toLowerCase()),
    'instruments:file.reservedOption',
  );

const scale = z.strictObject({
  points: z.int().min(2, 'instruments:file.points').max(11, 'instruments:file.points'),
  /** From the lowest point to the highest. */
  labels: z.array(localised),
  /** When absent, the answer «does not apply» is not offered. */
  notApplicable: localised.optional(),
});

/** How the wording of an item compares with that of `previousVersion`; items marked `changed` are not compared over time. */
export const itemChanges = ['identical', 'minor', 'changed'] as const;
const item = z.strictObject({
  id: columnId,
  text: localised,
  reverse: z.boolean().default(false),
  change: z.enum(itemChanges, 'instruments:file.change').optional(),
});

const dimension = z.strictObject({
  id,
  title: localised,
  /** The plain heading that respondents see instead of the construct's name. */
  topic: localised.optional(),
  /** What it measures, for those who write and read results. */
  about: localised.optional(),
  /** What respondents are to understand by words of the statements; they read it below the topic. */
  definition: localised.optional(),
  items: z.array(item).min(1, 'instruments:file.noItem'),
});

const showIf = z.strictObject({
  question: z.string(),
  is: z.array(z.string()).min(1, 'instruments:file.noCondition'),
});

/** `undisclosed` marks «I prefer not to answer»: a breakdown counts it as not answered. */
const option = z.strictObject({
  id: optionId,
  title: localised,
  undisclosed: z.literal(true, 'instruments:file.undisclosed').optional(),
});
const demographic = z.strictObject({
  id: columnId,
  title: localised,
  options: z.array(option).min(2, 'instruments:file.options').max(250, 'instruments:file.options'),
  showIf: showIf.optional(),
});

const openQuestion = z.strictObject({
  id: columnId,
  title: localised,
  /** In characters. */
  maxLength: z
    .int()
    .min(1, 'instruments:file.maxLength')
    .max(10_000, 'instruments:file.maxLength')
    .default(2000),
  showIf: showIf.optional(),
});

const score = z.number().min(0, 'instruments:file.score').max(100, 'instruments:file.score');
/** A band begins at `from` (0..100, included) and ends where the next begins. */
const band = z.strictObject({ from: score, title: localised });

const secondsPerItem = 9;
function estimatedMinutes(dimensions: { items: unknown[] }[]): number {
  const items = dimensions.reduce((sum, { items }) => sum + items.length, 0);
  return Math.max(1, Math.round((items * secondsPerItem) / 60));
}

export const instrumentSchema = z
  .strictObject({
    $schema: z.string().optional(),
    notes: z.string().optional(),
    id,
    version: z.int().min(1, 'instruments:file.version').default(1),
    /** The version that the items' `change` refers to; the one before when absent. */
    previousVersion: z.int().min(1, 'instruments:file.version').optional(),
    /** The longer instrument, and its version, that these items were chosen from: their ids and wordings are the same. */
    shortFormOf: z.strictObject({ id, version: z.int().min(1, 'instruments:file.version') }).optional(),
    title: localised,
    /** Respondents read it above the statements, in place of the general line about unit and time. */
    about: localised.optional(),
    minutes: z.number().positive('instruments:file.minutes').max(240, 'instruments:file.minutes').optional(),
    scale,
    /** How the labels compare with those of `previousVersion`; without it other Persian labels change every item. */
    scaleChange: z.enum(itemChanges, 'instruments:file.change').optional(),
    dimensions: z.array(dimension).min(1, 'instruments:file.noDimension'),
    /** Statements about answering itself; shown last, reported one by one, counted in no score. */
    controls: z.array(z.strictObject({ id: columnId, text: localised })).default([]),
    /** For controls whose wording does not fit the scale of the instrument. */
    controlScale: scale.optional(),
    demographics: z.array(demographic).default([]),
    openQuestions: z.array(openQuestion).default([]),
    bands: z
      .array(band)
      .min(1, 'instruments:file.noBand')
      .default(() => structuredClone(productBands)),
    /** The score (0..100) the office is moving to; null when nobody has set one. */
    ideal: score.nullable().default(null),
    /** The smallest difference that matters, in points of 0..100: two groups within it are practically the same. */
    margin: z
      .number()
      .positive('instruments:file.margin')
      .max(50, 'instruments:file.margin')
      .default(defaultMargin),
    /** The dimension that driver analysis explains. */
    outcome: z.string().optional(),
  })
  .transform(({ $schema, notes, ...instrument }) => ({
    ...instrument,
    minutes: instrument.minutes ?? estimatedMinutes(instrument.dimensions),
  }));

export type Instrument = z.infer<typeof instrumentSchema>;
export type Scale = z.infer<typeof scale>;
export type Item = z.infer<typeof item>;
export type Dimension = z.infer<typeof dimension>;
export type ShowIf = z.infer<typeof showIf>;
export type Demographic = z.infer<typeof demographic>;
export type OpenQuestion = z.infer<typeof openQuestion>;
export type Control = Instrument['controls'][number];
export type ItemChange = (typeof itemChanges)[number];
export type { Band } from './bands.ts';
export type { Localised } from './localised.ts';
