/** Whether a document is what a change of it was to make: by each operator whose outcome the document itself tells. */
import { isDeepStrictEqual } from 'node:util';
import type { mongo } from 'mongoose';

type Fields = Record<string, unknown>;
type Check = (is: unknown, wanted: unknown, before: unknown) => boolean | undefined;

/** undefined: the document does not tell. */
const checks: Record<string, Check> = {
  $set: isDeepStrictEqual,
  $unset: (is) => is === undefined,
  // Only where the filter named the number that it was to be added to.
  $inc: (is, by, before) => (typeof before === 'number' ? is === before + Number(by) : undefined),
  $push: (is, one) => (isObject(one) ? includes(is, one) : undefined),
  $addToSet: includes,
};

function includes(list: unknown, one: unknown): boolean {
  return Array.isArray(list) && list.some((each) => isDeepStrictEqual(each, one));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * @param stored as the server gives it; null where it is not there
 * @param filter what it had to be like before
 * @returns undefined where the document does not tell: an addition to an unknown number, a change that is no list of operators
 */
export function isAsWanted(
  stored: object | null,
  filter: mongo.Filter<never>,
  update: object,
): boolean | undefined {
  if (!stored) return undefined;
  let tells = true;
  for (const [operator, fields] of Object.entries(update)) {
    const check = checks[operator];
    if (!check) return undefined;
    for (const [path, wanted] of Object.entries(fields as Fields)) {
      const known = check(valueAt(stored, path), wanted, (filter as Fields)[path]);
      if (known === false) return false;
      if (known === undefined) tells = false;
    }
  }
  return tells ? true : undefined;
}

function valueAt(document: object, path: string): unknown {
  let value: unknown = document;
  for (const name of path.split('.')) value = isObject(value) ? (value as Fields)[name] : undefined;
  return value;
}
