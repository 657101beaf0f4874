/** A survey of LimeSurvey as its files have it, whichever of them it came from: groups, questions, rows of arrays and answers, by language. */
import { z } from 'zod';
import type { Language } from '../../i18n/languages.ts';
import { itemChanges } from '../../instruments/instrument.ts';
import { localised } from '../../instruments/localised.ts';
import type { Texts } from '../xlsform/columns.ts';
import type { PassedOver } from '../xlsform/passedOver.ts';

/** What LimeSurvey has no word for, as JSON in a column of our own, which it passes over. */
export const ownColumn = 'farhangsanj';
export const ownSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['item', 'control', 'demographic', 'open']),
    reverse: z.boolean(),
    change: z.enum(itemChanges),
    undisclosed: z.boolean(),
    apart: z.boolean(),
    topic: localised,
    definition: localised,
    shortFormOf: z.object({ id: z.string(), version: z.number() }),
    version: z.number(),
    previousVersion: z.number(),
    scaleChange: z.enum(itemChanges),
    minutes: z.number(),
    bands: z.array(z.object({ from: z.number(), title: localised })).min(1),
    ideal: z.number().nullable(),
    margin: z.number(),
    outcome: z.string(),
  })
  .partial();
export type Own = z.infer<typeof ownSchema>;

/** A text in our languages, and in the first language of the survey where that is none of ours. */
export interface LimeText {
  texts: Texts;
  plain: string;
}

export interface LimeOption {
  line: number;
  code: string;
  text: LimeText;
  own: Own;
}

export interface LimeQuestion extends LimeOption {
  type: string;
  relevance: string;
  maxChars: string;
  subquestions: LimeOption[];
  answers: LimeOption[];
}

export interface LimeGroup {
  line: number;
  title: LimeText;
  about: LimeText;
  own: Own;
  questions: LimeQuestion[];
}

export interface LimeStructure {
  /** What the parts are called in the list of what was passed over. */
  names: { group: string; question: string; row: string; answer: string };
  title: LimeText;
  about: LimeText;
  own: Own;
  groups: LimeGroup[];
  passedOver: PassedOver[];
}

export const emptyText = (): LimeText => ({ texts: {}, plain: '' });

const ours: readonly [RegExp, Language][] = [
  [/^fa(?:$|[-_])/i, 'fa'],
  [/^en(?:$|[-_])/i, 'en'],
  [/^azb?(?:$|[-_])/i, 'azb'],
];
/** The language of a code such as `de-informal`; null for one that the product does not have. */
export const languageOfCode = (code: string): Language | null =>
  ours.find(([pattern]) => pattern.test(code.trim()))?.[1] ?? null;
export const limeCode: Record<Language, string> = { fa: 'fa', en: 'en', azb: 'az' };
