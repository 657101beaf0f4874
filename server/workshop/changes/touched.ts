/** What a change speaks of, so that two people who save at once are told only where both changed the same thing. */
import { isDeepStrictEqual } from 'node:util';
import { type Change, type Content, isEntryKind } from './change.ts';
import { addressOf, type EntryChange } from './changeEntry.ts';
import { entriesOf } from './lists.ts';

/** The part of a draft that a change would replace; undefined for what is new, and for moves, which suit every draft. */
export function touchedBy(content: Content, change: Change): unknown {
  if (isEntryKind(change.kind)) {
    const entry = change as EntryChange;
    if (!entry.id) return undefined;
    const found = entriesOf(content, addressOf(entry))?.find(({ id }) => id === entry.id) ?? null;
    // The items of a dimension are changed by themselves.
    return entry.kind === 'dimension' && found ? { ...found, items: [] } : found;
  }
  switch (change.kind) {
    case 'retire':
      return entriesOf(content, change)?.find(({ id }) => id === change.id) ?? null;
    case 'about':
      return [content.title, content.about, content.minutes];
    case 'scale':
      return content.scale;
    case 'controlScale':
      return content.controlScale;
    case 'bands':
      return [content.bands, content.ideal, content.margin, content.outcome];
    default:
      return undefined;
  }
}

/** Whether somebody else changed, after `seen`, what this change is about, and left it otherwise than the change would. */
export function collides(seen: Content, latest: Content, wanted: Content, change: Change): boolean {
  const now = touchedBy(latest, change);
  return (
    !isDeepStrictEqual(touchedBy(seen, change), now) && !isDeepStrictEqual(touchedBy(wanted, change), now)
  );
}
