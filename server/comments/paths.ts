/** URLs of the pages about what people wrote. */
import { instrumentsPath } from '../instruments/paths.ts';
import { wavePath } from '../waves/paths.ts';

/** Where the dictionary of an instrument is edited. */
export const dictionaryPath = (instrument: string) => `${instrumentsPath}/${instrument}/themes`;

/** The codings of a wave, or one of them. */
export const codingPath = (wave: string, coding = '') =>
  wavePath(wave, coding ? `codings/${coding}` : 'codings');
