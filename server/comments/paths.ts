/** URLs of the pages about what people wrote. */
import { instrumentsPath } from '../instruments/paths.ts';

/** Where the dictionary of an instrument is edited. */
export const dictionaryPath = (instrument: string) => `${instrumentsPath}/${instrument}/themes`;
