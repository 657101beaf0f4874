/** Reads an e-mail address as typed or pasted: removes invisible characters and makes digits ASCII. Case is preserved, but two addresses that differ only in case are one. */
import { z } from 'zod';
import { normaliseTyped } from '../../i18n/digits.ts';

const address = z.email().max(254);

/** The address, or null when no mail server would take it. */
export function readMailAddress(text: string): string | null {
  const typed = normaliseTyped(text.normalize('NFKC'))
    .replace(/\s/g, '')
    .replace(/^mailto:/i, '')
    .replace(/^<(.*)>$/, '$1');
  return address.safeParse(typed).success ? typed : null;
}
