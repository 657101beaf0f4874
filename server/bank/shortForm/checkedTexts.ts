/** Translations of a short form that were checked with its long one and that nobody has to check again: all but its own title. */
import { languages } from '../../i18n/languages.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { instrumentTexts } from '../../instruments/instrumentTexts.ts';
import { storedVersion } from '../../instruments/storedInstrument.ts';
import { type SaidOfTranslation, translated } from '../../workshop/translation/translationState.ts';

export async function checkedTexts(
  content: Instrument,
  long: Instrument,
  by: string,
): Promise<SaidOfTranslation[]> {
  const checked = (await storedVersion(long))?.checked ?? languages;
  return instrumentTexts(content).flatMap(({ id, text }) =>
    translated.flatMap((language): SaidOfTranslation[] => {
      const written = text[language];
      if (!written || id === 'title' || !checked.includes(language)) return [];
      return [{ text: id, language, state: 'checked', source: text.fa, written, writtenBy: '', by }];
    }),
  );
}
