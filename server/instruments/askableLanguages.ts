/**
 * In which languages instruments can be asked together: those in which every text that respondents read is there and, of versions that
 * were written on screen, checked. Persian always is one.
 */
import { type Language, languages } from '../i18n/languages.ts';
import type { Instrument } from './instrument.ts';
import { instrumentTexts } from './instrumentTexts.ts';
import { storedVersion } from './storedInstrument.ts';

/** Every text that respondents read is written in it. */
export function isWrittenIn(instrument: Instrument, language: Language): boolean {
  return instrumentTexts(instrument).every(({ text, isNeeded }) => !isNeeded || Boolean(text[language]));
}

export async function askableLanguages(instruments: readonly Instrument[]): Promise<Language[]> {
  const checked = await Promise.all(instruments.map(checkedOf));
  return languages.filter((language) =>
    instruments.every((one, at) => isWrittenIn(one, language) && (checked[at]?.includes(language) ?? true)),
  );
}

async function checkedOf(instrument: Instrument): Promise<Language[] | undefined> {
  return (await storedVersion(instrument))?.checked;
}
