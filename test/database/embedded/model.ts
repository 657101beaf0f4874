// A plain model of what a document store answers, written apart from the store and as simply as possible: lists
// of JavaScript values, no indexes, no encoding. Property tests compare the two.
import { mongo } from 'mongoose';

type Value = unknown;
export type Doc = Record<string, Value>;

const ranks: [rank: number, is: (value: Value) => boolean][] = [
  [0, (value) => value === undefined || value === null],
  [1, (value) => typeof value === 'number'],
  [2, (value) => typeof value === 'string'],
  [4, Array.isArray],
  [5, (value) => value instanceof mongo.Binary],
  [6, (value) => value instanceof mongo.ObjectId],
  [7, (value) => typeof value === 'boolean'],
  [8, (value) => value instanceof Date],
  [3, (value) => typeof value === 'object'],
];
const rank = (value: Value): number => ranks.find(([, is]) => is(value))![0];
const sign = (left: number | bigint | string, right: number | bigint | string): number =>
  left < right ? -1 : left > right ? 1 : 0;

/** MongoDB's order of two values. */
export function order(left: Value, right: Value): number {
  const byRank = rank(left) - rank(right);
  if (byRank !== 0) return byRank;
  switch (rank(left)) {
    case 0:
      return 0;
    case 1:
    case 7:
      return sign(Number(left), Number(right));
    case 2:
      return Buffer.compare(Buffer.from(left as string), Buffer.from(right as string));
    case 4:
      return orderLists(
        (left as Value[]).map((item) => ['', item]),
        (right as Value[]).map((item) => ['', item]),
      );
    case 5:
      return orderBinary(left as mongo.Binary, right as mongo.Binary);
    case 6:
      return sign(String(left), String(right));
    case 8:
      return sign((left as Date).getTime(), (right as Date).getTime());
    default:
      return orderLists(Object.entries(left as Doc), Object.entries(right as Doc));
  }
}

function orderBinary(left: mongo.Binary, right: mongo.Binary): number {
  return (
    left.length() - right.length() ||
    left.sub_type - right.sub_type ||
    Buffer.compare(left.value(), right.value())
  );
}

function orderLists(left: [string, Value][], right: [string, Value][]): number {
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [leftName, leftValue] = left[at]!;
    const [rightName, rightValue] = right[at]!;
    const each =
      rank(leftValue) - rank(rightValue) || sign(leftName, rightName) || order(leftValue, rightValue);
    if (each !== 0) return each;
  }
  return left.length - right.length;
}

const isPlain = (value: Value): value is Doc => rank(value) === 3;

/** What a path leads to; arrays on the way give one value for each embedded document. */
function reach(value: Value, path: string[]): Value[] {
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (Array.isArray(value)) return value.filter(isPlain).flatMap((item) => reach(item, path));
  return isPlain(value) ? reach(value[first], rest) : [undefined];
}

const withItems = (values: Value[]): Value[] =>
  values.flatMap((value) => (Array.isArray(value) ? [value, ...value] : [value]));
const sameType = (left: Value, right: Value): boolean => left !== undefined && rank(left) === rank(right);

function holds(values: Value[], operator: string, operand: Value): boolean {
  const all = withItems(values);
  switch (operator) {
    case '$eq':
      return all.some((value) => order(value, operand) === 0);
    case '$ne':
      return !holds(values, '$eq', operand);
    case '$gt':
      return operand !== null && all.some((value) => sameType(value, operand) && order(value, operand) > 0);
    case '$gte':
      return holds(values, '$eq', operand) || holds(values, '$gt', operand);
    case '$lt':
      return operand !== null && all.some((value) => sameType(value, operand) && order(value, operand) < 0);
    case '$lte':
      return holds(values, '$eq', operand) || holds(values, '$lt', operand);
    case '$in':
      return (operand as Value[]).some((each) => holds(values, '$eq', each));
    case '$exists':
      return values.some((value) => value !== undefined) === operand;
    default:
      throw new Error(`the model does not know ${operator}`);
  }
}

const conditionHolds = (values: Value[], condition: Doc): boolean =>
  Object.entries(condition).every(([operator, operand]) => holds(values, operator, operand));

/** Whether a document matches a filter. */
export function matches(doc: Doc, filter: Doc): boolean {
  return Object.entries(filter).every(([name, value]) => {
    const parts = value as Doc[];
    if (name === '$and') return parts.every((part) => matches(doc, part));
    if (name === '$or') return parts.some((part) => matches(doc, part));
    const isCondition = isPlain(value) && Object.keys(value)[0]?.startsWith('$');
    return conditionHolds(reach(doc, name.split('.')), isCondition ? (value as Doc) : { $eq: value });
  });
}

/** As `reach`, but where an array on the way has no such field the key is missing: for its plain elements, and for no elements. */
function reachKeys(value: Value, path: string[]): Value[] {
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (isPlain(value)) return reachKeys(value[first], rest);
  if (!Array.isArray(value) || value.length === 0) return [undefined];
  return value.flatMap((item) => (isPlain(item) ? reachKeys(item, path) : [undefined]));
}

/** Documents in order; an array counts as its least element upwards and its greatest downwards. */
export function sorted(docs: Doc[], sort: [string, 1 | -1][]): Doc[] {
  const nothing = Symbol('an array without elements sorts before null');
  const keyOf = (doc: Doc, path: string, direction: number): Value => {
    const found = reachKeys(doc, path.split('.')).flatMap((value) =>
      Array.isArray(value) ? value : [value],
    );
    const items = found.map((value) => value ?? null);
    const inOrder = [...items].sort((left, right) => order(left, right) * direction);
    return inOrder.length > 0 ? inOrder[0] : nothing;
  };
  const compare = (left: Value, right: Value): number =>
    left === nothing || right === nothing
      ? Number(right === nothing) - Number(left === nothing)
      : order(left, right);
  return [...docs].sort((left, right) => {
    for (const [path, direction] of sort) {
      const each = compare(keyOf(left, path, direction), keyOf(right, path, direction)) * direction;
      if (each !== 0) return each;
    }
    return 0;
  });
}

type Change = (doc: Doc, path: string, operand: Value) => void;

/** What each update operator does, on plain paths; every refusal of the real one is an exception here. */
export const changes: Record<string, Change> = {
  $set: (doc, path, operand) => put(doc, path, () => operand),
  $unset(doc, path) {
    const [first, ...rest] = path.split('.');
    if (rest.length === 0) delete doc[first!];
    else if (isPlain(doc[first!])) changes.$unset!(doc[first!] as Doc, rest.join('.'), '');
  },
  $inc: (doc, path, operand) =>
    put(doc, path, (old) => {
      if (old !== undefined && typeof old !== 'number') throw new Error('not a number');
      return (old ?? 0) + (operand as number);
    }),
  $push: (doc, path, operand) => put(doc, path, (old) => [...list(old), operand]),
  $addToSet: (doc, path, operand) =>
    put(doc, path, (old) =>
      list(old).some((item) => order(item, operand) === 0) ? old : [...list(old), operand],
    ),
  $pull(doc, path, operand) {
    const old = path.split('.').reduce<Value>((at, part) => (isPlain(at) ? at[part] : undefined), doc);
    if (old === undefined) return;
    if (!Array.isArray(old)) throw new Error('not an array');
    put(doc, path, () => old.filter((item) => order(item, operand) !== 0));
  },
};

function list(value: Value): Value[] {
  if (value !== undefined && !Array.isArray(value)) throw new Error('not an array');
  return value ?? [];
}

function put(doc: Doc, path: string, next: (old: Value) => Value): void {
  const [first, ...rest] = path.split('.');
  if (rest.length === 0) {
    doc[first!] = next(doc[first!]);
    return;
  }
  if (doc[first!] === undefined) doc[first!] = {};
  if (!isPlain(doc[first!])) throw new Error('not a document');
  put(doc[first!] as Doc, rest.join('.'), next);
}

/** What a projection leaves of a document. */
export function project(doc: Doc, projection: Record<string, 0 | 1>): Doc {
  const { _id: id = 1, ...others } = projection;
  const isKept = Object.values(others).includes(1);
  const keeps = (name: string) => (name === '_id' ? id === 1 : name in others === isKept);
  return Object.fromEntries(Object.entries(doc).filter(([name]) => keeps(name)));
}
