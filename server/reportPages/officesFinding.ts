/** What was found of many offices at once, as a title: those that a test found lower or higher, by name where they are few. */
import type { Reader } from '../i18n/reader.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import type { SpokenWord } from './spokenDifference.ts';

const maxNamed = 3;

/** `rest` is the office whose others they were tested against; null where none was tested. */
export function officesFinding(
  offices: readonly { office: string; word: SpokenWord | undefined }[],
  { wave, rest: code }: { wave: Wave; rest: string },
  reader: Reader,
): string | null {
  const { t, f } = reader;
  const rest = nameInWave(wave, code, reader);
  const told = (word: SpokenWord) =>
    offices.filter((one) => one.word === word).map(({ office }) => nameInWave(wave, office, reader));
  const [lower, higher, same, unclear] = [told('lower'), told('higher'), told('same'), told('unclear')];
  if (lower.length + higher.length === 0) {
    if (same.length + unclear.length === 0) return null;
    if (unclear.length === 0) return t('reports:units.findingSame', { rest, count: same.length });
    return t('reports:units.findingNone', { rest, same: same.length, unclear: unclear.length });
  }
  const written = (names: string[]) =>
    names.length <= maxNamed ? f.list(names) : t('reports:units.count', { count: names.length });
  const values = { rest, lower: written(lower), higher: written(higher) };
  if (higher.length === 0) return t('reports:units.findingLower', values);
  return t(lower.length === 0 ? 'reports:units.findingHigher' : 'reports:units.findingBoth', values);
}
