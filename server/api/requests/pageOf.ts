/**
 * Pages of a list. A cursor holds the key of the last entry, so that entries which come or go meanwhile shift nothing, and a cursor works
 * for as long as the order of the list is the same.
 */
import { z } from 'zod';
import { InvalidRequest } from './readInput.ts';

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
};

/** A list of one kind, and how to ask for the next part. */
export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** @param keyOf unique, and ascending in the order of the list @throws InvalidRequest for what is no cursor */
export function pageOf<T>(
  list: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  keyOf: (item: T) => string,
): { items: T[]; next: string | null } {
  const after = cursor === undefined ? null : read(cursor);
  const rest = after === null ? list : list.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const next = last !== undefined && rest.length > limit ? write(keyOf(last)) : null;
  return { items, next };
}

const write = (key: string) => Buffer.from(key).toString('base64url');

function read(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key === '' || write(key) !== cursor)
    throw new InvalidRequest(400, [{ parameter: 'cursor', message: 'api:issue.cursor' }]);
  return key;
}

/** Sorts the latest first as text. */
export function latestFirst(at: Date | null): string {
  const end = 8_640_000_000_000_000;
  return String(end - (at?.getTime() ?? end)).padStart(16, '0');
}
