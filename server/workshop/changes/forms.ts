/** The forms of the editor: what was typed becomes one change. Fields of a text are named by its language: `text.fa`. */
import { z } from 'zod';
import type { FieldError, FormResult } from '../../http/forms.ts';
import { readForm } from '../../http/forms.ts';
import { parseNumber } from '../../i18n/digits.ts';
import { languages } from '../../i18n/languages.ts';
import { clean } from '../../i18n/text.ts';
import type { Localised } from '../../instruments/localised.ts';
import { scaleNames, scaleOf } from '../knownScales.ts';
import type { Change, EntryKind, ListName } from './change.ts';
import { bandsIn, optionsIn, scaleIn, showIfIn } from './rowsOfForm.ts';

export type Body = Record<string, unknown>;

const maxText = 1000;
const typed = z.string().catch('');
const cleaned = typed.transform(clean).pipe(z.string().max(maxText, 'workshop:errors.tooLong'));
const needed = cleaned.pipe(z.string().min(1, 'workshop:errors.textMissing'));
const newId = typed
  .transform((text) => text.trim())
  .pipe(z.union([z.literal(''), z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/)], 'workshop:errors.id'));
const numberBetween = (low: number, high: number, message: string) =>
  typed
    .transform((text) => parseNumber(text) ?? Number.NaN)
    .refine((number) => number >= low && number <= high, message);

/** A text in three languages, of which Persian must be there. */
function texts(name: string) {
  return { [`${name}.fa`]: needed, ...otherTexts(name) };
}
function optionalTexts(name: string) {
  return { [`${name}.fa`]: cleaned, ...otherTexts(name) };
}
function otherTexts(name: string) {
  return { [`${name}.en`]: cleaned, [`${name}.azb`]: cleaned };
}

/** Without Persian there is no text: what was typed in another language alone is refused by `alone`. */
export function localisedIn(values: Body, name: string): Localised | undefined {
  const found = languages.map((language) => [language, String(values[`${name}.${language}`] ?? '')]);
  const written = found.filter(([, text]) => text);
  const all = Object.fromEntries(written) as Localised;
  return all.fa ? all : undefined;
}

function alone(values: Body, names: readonly string[]): FieldError[] {
  return names
    .filter((name) => !values[`${name}.fa`] && (values[`${name}.en`] || values[`${name}.azb`]))
    .map((name) => ({ field: `${name}.fa`, message: 'workshop:errors.persianMissing' }));
}

const position = z.union(
  [
    typed.refine((text) => text.trim() === '').transform(() => null),
    numberBetween(1, 10_000, 'workshop:errors.position').pipe(z.int('workshop:errors.position')),
  ],
  'workshop:errors.position',
);
const entry = { id: typed, newId, position };
const shapes: Record<EntryKind | 'about' | 'bands', z.ZodType<Body>> = {
  about: z.object({
    ...texts('title'),
    ...optionalTexts('about'),
    minutes: numberBetween(0.5, 240, 'workshop:errors.minutes'),
  }),
  dimension: z.object({
    ...entry,
    ...texts('title'),
    ...optionalTexts('topic'),
    ...optionalTexts('about'),
    ...optionalTexts('definition'),
  }),
  item: z.object({ ...entry, ...texts('text'), within: typed, reverse: typed }),
  control: z.object({ ...entry, ...texts('text') }),
  demographic: z.object({ ...entry, ...texts('title') }),
  open: z.object({
    ...entry,
    ...texts('title'),
    maxLength: numberBetween(1, 10_000, 'workshop:errors.maxLength').pipe(z.int('workshop:errors.maxLength')),
  }),
  bands: z.object({
    ideal: z.union(
      [
        typed.refine((text) => text.trim() === '').transform(() => null),
        numberBetween(0, 100, 'workshop:errors.score'),
      ],
      'workshop:errors.score',
    ),
    margin: numberBetween(0.1, 50, 'workshop:errors.margin'),
    outcome: typed,
  }),
};

type FormKind = Extract<Change['kind'], EntryKind | 'about' | 'bands' | 'scale' | 'controlScale'>;
export const formKinds = [
  'about',
  'dimension',
  'item',
  'control',
  'demographic',
  'open',
  'scale',
  'controlScale',
  'bands',
] as const satisfies FormKind[];

const optionalNames: Partial<Record<FormKind, string[]>> = {
  dimension: ['topic', 'about', 'definition'],
  about: ['about'],
};

/** The change that a form asks for, or what is wrong with its fields. */
export function changeIn(kind: FormKind, body: Body): FormResult<Change> {
  if (kind === 'scale' || kind === 'controlScale') return scaleChange(kind, body);
  const form = readForm(shapes[kind], body);
  const values = form.ok ? form.value : body;
  const rows = rowsIn(kind, body);
  const errors = [
    ...(form.ok ? [] : form.errors),
    ...alone(values, optionalNames[kind] ?? []),
    ...rows.errors,
  ];
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, value: { kind, ...fieldsOf(kind, values), ...rows.value } as Change };
}

function fieldsOf(kind: FormKind, values: Body): Body {
  const text = (name: string) => localisedIn(values, name);
  const own = { id: values.id, newId: values.newId, position: values.position };
  if (kind === 'about') return { title: text('title'), about: text('about'), minutes: values.minutes };
  if (kind === 'dimension')
    return {
      ...own,
      title: text('title'),
      topic: text('topic'),
      about: text('about'),
      definition: text('definition'),
    };
  if (kind === 'item')
    return { ...own, within: values.within, text: text('text'), reverse: values.reverse === 'yes' };
  if (kind === 'control') return { ...own, text: text('text') };
  if (kind === 'bands')
    return { ideal: values.ideal, margin: values.margin, outcome: values.outcome || undefined };
  return { ...own, title: text('title'), ...(kind === 'open' && { maxLength: values.maxLength }) };
}

/** What a form holds in numbered rows and lists of choices. */
function rowsIn(kind: FormKind, body: Body): { value: Body; errors: FieldError[] } {
  if (kind === 'bands') {
    const { bands, errors } = bandsIn(body);
    return { value: { bands }, errors };
  }
  if (kind !== 'demographic' && kind !== 'open') return { value: {}, errors: [] };
  const condition = showIfIn(body);
  const { options, errors } = kind === 'open' ? { options: [], errors: [] } : optionsIn(body);
  return {
    value: { showIf: condition.showIf, ...(kind === 'demographic' && { options }) },
    errors: [...errors, ...condition.errors],
  };
}

function scaleChange(kind: 'scale' | 'controlScale', body: Body): FormResult<Change> {
  const preset = scaleNames.find((name) => name === body.preset);
  if (preset) return { ok: true, value: { kind, scale: scaleOf(preset) } };
  if (kind === 'controlScale' && body.preset === 'none')
    return { ok: true, value: { kind, scale: undefined } };
  const { scale, errors } = scaleIn(body);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: { kind, scale } };
}

const listNames = ['dimensions', 'items', 'controls', 'demographics', 'openQuestions'] as const;

/** What a button beside a row asks for: `up:items:participation:participation3`. */
export const rowAct = z
  .string()
  .regex(/^(up|down|copy|retire):(\w+):([\w-]*):([\w-]+)$/)
  .transform((act) => act.split(':') as [string, ListName, string, string])
  .refine(([, list]) => listNames.includes(list));

export function rowChange([act, list, within, id]: z.infer<typeof rowAct>): Change {
  const of = { list, within, id };
  return act === 'copy' || act === 'retire'
    ? { kind: act, ...of }
    : { kind: 'move', ...of, to: act as 'up' | 'down' };
}
