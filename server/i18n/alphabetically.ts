/**
 * The order of many names in the alphabet. Comparing two Persian words takes a microsecond, which for thousands of offices is a good part of
 * a page's time; and the same lists are asked for again and again, so the order of the last ones is remembered.
 */
import { formatter } from './format.ts';

interface Ordered {
  names: readonly string[];
  order: readonly number[];
}

const remembered: Ordered[] = [];
const maxRemembered = 6;

/** The list in the order of the names that it has for a reader; equal names stay as they come. */
export function alphabetically<T>(list: readonly T[], nameOf: (one: T) => string): T[] {
  return orderOf(list.map(nameOf)).map((at) => list[at]!);
}

function orderOf(names: readonly string[]): readonly number[] {
  const known = remembered.find((one) => isSame(one.names, names));
  if (known) return known.order;
  const { compare } = formatter('fa');
  const order = names.map((_, at) => at).sort((a, b) => compare(names[a]!, names[b]!));
  remembered.unshift({ names, order });
  remembered.length = Math.min(remembered.length, maxRemembered);
  return order;
}

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((name, at) => name === others[at]);
