/**
 * The parts of a draft that are saved and compared one by one: a field of the form each, the offices together with their headcounts. A
 * version of each travels with the form, so that of two administrators the second is told what the first has changed meanwhile.
 */
import { createHash } from 'node:crypto';
import type { Wave } from '../../waves/wave.ts';
import type { WaveOffice } from '../../waves/waveUnit.ts';
import { type DraftField, type DraftStep, fieldsOf } from './draftSteps.ts';
import { storedTranslations, type TranslatedField, translationPlace } from './translatedFields.ts';

export type DraftPart = Exclude<DraftField, 'headcounts'>;

const places: Partial<Record<DraftPart, string>> = {
  instruments: 'instrumentIds',
  sponsor: 'firstPage.sponsor',
  purpose: 'firstPage.purpose',
  contact: 'firstPage.contact',
  afterLastTime: 'firstPage.afterLastTime',
};

/** Where the part lies in the document of the wave. */
export const placeOf = (part: DraftPart) => places[part] ?? translationPlace(part) ?? part;

export const partsOf = (step: DraftStep | null): DraftPart[] =>
  fieldsOf(step).filter((field): field is DraftPart => field !== 'headcounts');

/** What is stored of a part. */
export function storedPart(wave: Wave, part: DraftPart): unknown {
  if (translationPlace(part)) return storedTranslations(wave)[part as TranslatedField];
  const place = placeOf(part);
  const [first, second] = place.split('.') as [keyof Wave, string | undefined];
  return second ? (wave[first] as unknown as Record<string, unknown>)[second] : wave[first];
}

/** Short enough for a form, and the same for the same content only. */
export function versionOfPart(part: DraftPart, content: unknown): string {
  const compared = part === 'offices' ? namedHeadcounts(content as WaveOffice[]) : content;
  return createHash('sha256')
    .update(JSON.stringify(compared) ?? '')
    .digest('base64url')
    .slice(0, 16);
}

const namedHeadcounts = (offices: readonly WaveOffice[]) =>
  offices
    .map(({ code, headcount }) => [code, headcount])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

/** By part, what a form is opened with. */
export function versionsOf(wave: Wave, step: DraftStep): Partial<Record<DraftPart, string>> {
  return Object.fromEntries(partsOf(step).map((part) => [part, versionOfPart(part, storedPart(wave, part))]));
}
