/** Reads an e-mail address as typed or pasted: removes invisible characters and makes digits ASCII. Case is preserved, but two addresses that differ only in case are one. */
import { z } from 'zod';
import { normaliseTyped } from '../../i18n/digits.ts';

const address = z.email().max(254);

/** The address, or null when no mail server would take it. Of several in one cell, and of a name with its address, it is the first. */
export function readMailAddress(text: string): string | null {
  const typed = normaliseTyped(text.normalize('NFKC'));
  return oneAddress(typed.replace(/\s/g, '')) ?? firstOf(typed);
}

function oneAddress(typed: string): string | null {
  const bare = typed
    .replace(/^mailto:/i, '')
    .replace(/^<(.*)>$/, '$1')
    .replace(/[;,،؛.]$/, '');
  return address.safeParse(bare).success ? bare : null;
}

/** One that cannot be read beside others may be the one that was meant. */
function firstOf(typed: string): string | null {
  const parts = typed.split(/[\s,;،؛|/<>()"]+/).filter((part) => part.includes('@'));
  const read = parts.map(oneAddress);
  return read.includes(null) ? null : (read[0] ?? null);
}
