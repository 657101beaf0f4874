/** A number of bytes as people speak of it. */
import type { Reader } from '../i18n/reader.ts';

const megabyte = 1024 ** 2;
const gigabyte = 1024 ** 3;

/** Some thousands of answers: a finer size of the store, or of what is free beside it, would tell when somebody answered. */
const step = 16 * megabyte;

/** Upwards, so that nothing that is there has no size. */
export const inSteps = (bytes: number): number => Math.ceil(bytes / step) * step;

export function writtenBytes(bytes: number, { t, f }: Pick<Reader, 't' | 'f'>): string {
  return bytes >= gigabyte
    ? t('system:unit.gigabytes', { number: f.number(bytes / gigabyte, { digits: 1 }) })
    : t('system:unit.megabytes', { number: f.number(bytes / megabyte, { digits: 0 }) });
}
