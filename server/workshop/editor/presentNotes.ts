/** Notes of the checks as a page shows them: what was found, and in one sentence why it matters or what to do. */
import type { Reader } from '../../i18n/reader.ts';
import { isolated } from '../../i18n/text.ts';
import type { Note } from '../checks/note.ts';

export interface ShownNote {
  title: string;
  why: string;
}

export function presentNotes(notes: readonly Note[], { t, f }: Reader): ShownNote[] {
  return notes.map(({ name, values }) => {
    const told = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, spoken(key, value, { t, f })]),
    );
    return { title: t(`workshop:note.${name}.title`, told), why: t(`workshop:note.${name}.why`, told) };
  });
}

function spoken(key: string, value: string | number, { t, f }: Pick<Reader, 't' | 'f'>): string {
  if (typeof value === 'number') return f.number(value);
  if (key === 'language') return t(`instruments:language.${value}`);
  return /^(other|one|family)$/.test(key) ? t(`workshop:scaleOf.${value}`) : isolated(value);
}
