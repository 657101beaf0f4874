/** The title of a dimension in the reader's language. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';

export function dimensionTitle(id: string, instrument: Instrument, { lang }: Reader): string {
  const dimension = instrument.dimensions.find((one) => one.id === id);
  return dimension ? localise(dimension.title, lang).text : id;
}
