/** A number of bytes as people speak of it. */
import type { Reader } from '../i18n/reader.ts';

const megabyte = 1024 ** 2;
const gigabyte = 1024 ** 3;

export function writtenBytes(bytes: number, { t, f }: Pick<Reader, 't' | 'f'>): string {
  return bytes >= gigabyte
    ? t('system:unit.gigabytes', { number: f.number(bytes / gigabyte, { digits: 1 }) })
    : t('system:unit.megabytes', { number: f.number(bytes / megabyte, { digits: 0 }) });
}
