/** The name that an office or a reporting group had when the wave was launched; the code where the wave knows neither. */
import type { Reader } from '../i18n/reader.ts';
import { officeName } from '../offices/officeName.ts';
import type { Wave } from './wave.ts';

export function nameInWave(
  wave: Pick<Wave, 'offices' | 'units'>,
  code: string,
  { lang }: Pick<Reader, 'lang'>,
): string {
  const found =
    wave.offices.find((office) => office.code === code) ?? wave.units.find((unit) => unit.code === code);
  return found ? officeName(found, lang) : code;
}
