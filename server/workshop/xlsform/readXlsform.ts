/**
 * An instrument from an XLSForm. The list of choices that most questions share is the scale, and the questions on it are items; other
 * single choices are background questions, texts are open questions. Whatever is none of these is listed with its row, and so is every
 * condition and setting that the product does not have.
 */
import { defaultMargin, productBands } from '../../instruments/bands.ts';
import { type Instrument, itemChanges, type Localised } from '../../instruments/instrument.ts';
import { listsOf } from './choiceLists.ts';
import type { Texts } from './columns.ts';
import { listed, type PassedOver } from './passedOver.ts';
import { type FormRow, type FormSheet, readSheets } from './readSheets.ts';
import { readSurvey } from './readSurvey.ts';

export interface ReadForm {
  content: Instrument;
  passedOver: PassedOver[];
}

/** The file is no form of that program, or there is nothing in it that could be an item. */
export class NoXlsform extends Error {
  constructor(
    readonly reason: 'noSurvey' | 'noScale' | 'noStructure' | 'brokenXml',
    readonly found: string,
  ) {
    super(reason);
    this.name = 'NoXlsform';
  }
}

const emptySheet: FormSheet = { rows: [], headerRow: 1, foreign: [], bad: [] };

/** @throws NoXlsform, UnreadableFile */
export async function readXlsform(bytes: Buffer): Promise<ReadForm> {
  const sheets = await readSheets(bytes);
  const survey = sheets.get('survey');
  if (!survey || survey.rows.length === 0) throw new NoXlsform('noSurvey', [...sheets.keys()].join(', '));
  const [choices = emptySheet, settings = emptySheet, own = emptySheet] = [
    'choices',
    'settings',
    'farhangsanj',
  ].map((name) => sheets.get(name));
  const passedOver: PassedOver[] = [...sheets].flatMap(([sheet, { headerRow: row, foreign, bad }]) => [
    ...foreign.map((found) => ({ sheet, row, reason: 'language', found })),
    ...bad.map((cell) => ({ sheet, ...cell, reason: 'badCell' })),
  ]);
  for (const name of sheets.keys())
    if (!['survey', 'choices', 'settings', 'farhangsanj'].includes(name))
      passedOver.push({ sheet: name, row: 1, reason: 'sheet', found: name });
  const lists = listsOf(choices, passedOver);
  const [setting] = settings.rows;
  const title = textIn(
    valueTexts(own, 'title') ?? { fa: setting?.cells.form_title ?? setting?.cells.form_id ?? '' },
  );
  const read = readSurvey(survey, lists, passedOver, title);
  if (!read) throw new NoXlsform('noScale', String(survey.rows.length));
  for (const field of Object.keys(setting?.cells ?? {}))
    if (!['form_title', 'form_id', 'version', 'default_language', 'style'].includes(field))
      passedOver.push({ sheet: 'settings', row: setting!.row, reason: 'setting', found: field });
  const content: Instrument = {
    id: idFrom(setting?.cells.form_id ?? ''),
    version: numberIn(own, 'version') ?? 1,
    ...previousOf(own),
    ...shortFormIn(own),
    title,
    ...aboutOf(own),
    minutes: numberIn(own, 'minutes') ?? 1,
    scale: read.scale,
    ...scaleChangeOf(own),
    dimensions: read.dimensions,
    controls: read.controls,
    ...(read.controlScale && { controlScale: read.controlScale }),
    demographics: read.demographics,
    openQuestions: read.openQuestions,
    bands: bandsOf(own),
    ideal: numberIn(own, 'ideal'),
    margin: numberIn(own, 'margin') ?? defaultMargin,
    ...outcomeOf(own),
  };
  return { content, passedOver: listed(passedOver).sort((a, b) => a.sheet.localeCompare(b.sheet)) };
}

function idFrom(formId: string): string {
  const id = formId
    .replaceAll(/[^A-Za-z0-9_-]/g, '')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 64);
  return id || 'imported';
}

const valueTexts = ({ rows }: FormSheet, key: string): Texts | undefined =>
  rows.find(({ cells }) => cells.key === key)?.texts.label;
const textIn = (texts: Texts): Localised => ({ ...texts, fa: texts.fa || texts.en || texts.azb || '—' });

function numberIn({ rows }: FormSheet, key: string): number | null {
  const value = rows.find(({ cells }) => cells.key === key)?.cells.value;
  return value === undefined || !Number.isFinite(Number(value)) ? null : Number(value);
}

function aboutOf(own: FormSheet): { about?: Localised } {
  const about = valueTexts(own, 'about');
  return about?.fa ? { about: textIn(about) } : {};
}

function previousOf(own: FormSheet): { previousVersion?: number } {
  const previousVersion = numberIn(own, 'previousVersion');
  return previousVersion === null ? {} : { previousVersion };
}

function scaleChangeOf({ rows }: FormSheet): Pick<Instrument, 'scaleChange'> {
  const value = rows.find(({ cells }) => cells.key === 'scaleChange')?.cells.value;
  const scaleChange = itemChanges.find((one) => one === value);
  return scaleChange ? { scaleChange } : {};
}

function bandsOf({ rows }: FormSheet): Instrument['bands'] {
  const bands = rows
    .filter(({ cells }) => cells.key === 'band')
    .map(({ cells, texts }: FormRow) => ({ from: Number(cells.value), title: textIn(texts.label ?? {}) }));
  return bands.length > 0 ? bands : structuredClone(productBands);
}

function outcomeOf({ rows }: FormSheet): { outcome?: string } {
  const outcome = rows.find(({ cells }) => cells.key === 'outcome')?.cells.value;
  return outcome ? { outcome } : {};
}

function shortFormIn({ rows }: FormSheet): Pick<Instrument, 'shortFormOf'> {
  const value = rows.find(({ cells }) => cells.key === 'shortFormOf')?.cells.value ?? '';
  const [, id, version] = /^([\w-]+)@(\d{1,6})$/.exec(value) ?? [];
  return id ? { shortFormOf: { id, version: Number(version) } } : {};
}
