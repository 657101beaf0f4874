/** Reports of delivery as files, about the message with a token. */
import { readFileSync } from 'node:fs';

export const template = 'bounce+{token}@example.ir';

/** @param name of the file in `fixtures/` */
export function report(name: string, token: string): Buffer {
  const text = readFileSync(new URL(`./fixtures/${name}.eml`, import.meta.url), 'utf8');
  return Buffer.from(text.replaceAll('TOKEN', token).replace(/\r?\n/g, '\r\n'));
}
