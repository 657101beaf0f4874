/** An e-mail address as typed or pasted: without invisible characters, digits in ASCII. Case is kept, and does not tell two apart. */
import { z } from 'zod';
import { toAsciiDigits } from '../../i18n/digits.ts';

const address = z.email().max(254);

/** The address, or null when no mail server would take it. */
export function readMailAddress(text: string): string | null {
  const typed = toAsciiDigits(text.normalize('NFKC'))
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/^mailto:/i, '')
    .replace(/^<(.*)>$/, '$1');
  return address.safeParse(typed).success ? typed : null;
}
