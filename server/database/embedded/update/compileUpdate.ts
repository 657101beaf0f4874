// Reads an update (operators or a whole replacement) and applies it to exactly decoded documents.
import { type Document, ObjectId } from 'bson';
import { hasOperators, isDoc } from '../query/bsonValues.ts';
import { compareValues } from '../query/orderedKey.ts';
import { StoreError, storeError } from '../storeErrors.ts';
import { locateField, writeField } from './fieldLocation.ts';
import { updateOperators } from './operators.ts';

export interface Update {
  /** The top-level fields it may change; null for a replacement. */
  fields: Set<string> | null;
  /** The updated document; the given one is not used any more. */
  apply(doc: Document, inserting: boolean): Document;
}

/** Compiles an update; `exact` comes from an exactly decoded command. */
export function compileUpdate(exact: unknown): Update {
  if (Array.isArray(exact)) throw storeError('FailedToParse', 'an update by an aggregation pipeline');
  if (!isDoc(exact)) throw new StoreError('FailedToParse', 'an update must be an object');
  if (!hasOperators(exact)) return replacement(exact);
  const actions = Object.entries(exact).flatMap(([name, fields]) => actionsOf(name, fields));
  checkConflicts(actions.map(({ path }) => path));
  return {
    fields: new Set(actions.map(({ path }) => path.split('.')[0]!)),
    apply(doc, inserting) {
      const id = doc._id;
      for (const { name, path, operand } of actions)
        if (name !== '$setOnInsert' || inserting) updateOperators[name]!(doc, path, operand);
      if (id !== undefined) checkId(id, doc._id);
      return doc;
    },
  };
}

interface Action {
  name: string;
  path: string;
  operand: unknown;
}

function actionsOf(name: string, fields: unknown): Action[] {
  if (!name.startsWith('$'))
    throw new StoreError('FailedToParse', `Unknown modifier: ${name}: operators and fields are mixed`);
  if (!Object.hasOwn(updateOperators, name))
    throw storeError('FailedToParse', `Unknown modifier: ${name}: it`);
  if (!isDoc(fields))
    throw new StoreError('FailedToParse', `${name} needs an object of fields, not ${typeof fields}`);
  return Object.entries(fields).map(([path, operand]) => ({ name, path, operand }));
}

/** Refuses two paths of which one is the other or leads through it. */
function checkConflicts(paths: string[]): void {
  const sorted = paths.map((path) => `${path}.`).sort();
  const other = sorted.find((path, at) => at > 0 && path.startsWith(sorted[at - 1]!));
  if (other)
    throw new StoreError('ConflictingUpdateOperators', `Updating '${other}' would create a conflict`);
}

function checkId(before: unknown, after: unknown): void {
  if (after === undefined || compareValues(before, after) !== 0)
    throw new StoreError('ImmutableField', "would modify the immutable field '_id'");
}

function replacement(fields: Document): Update {
  const dollar = Object.keys(fields).find((name) => name.startsWith('$'));
  if (dollar)
    throw new StoreError('DollarPrefixedFieldName', `the field '${dollar}' is not allowed in a replacement`);
  return {
    fields: null,
    apply(doc) {
      if (fields._id !== undefined && doc._id !== undefined) checkId(doc._id, fields._id);
      const id = doc._id ?? fields._id;
      return id === undefined ? { ...fields } : { _id: id, ...fields };
    },
  };
}

/** The document an upsert inserts: the equalities of the filter, then the update, then an _id if still missing. */
export function upsertedDocument(filter: Document, update: Update): Document {
  const seed: Document = {};
  seedFrom(filter, seed);
  const base = update.fields === null ? (seed._id === undefined ? {} : { _id: seed._id }) : seed;
  const { _id, ...rest } = update.apply(base, true);
  return { _id: _id ?? new ObjectId(), ...rest };
}

function seedFrom(filter: Document, seed: Document): void {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and') for (const part of condition) seedFrom(part, seed);
    if (path.startsWith('$')) continue;
    const value = equalityOf(condition);
    if (value !== undefined) writeField(locateField(seed, path, true)!, value);
  }
}

function equalityOf(condition: unknown): unknown {
  if (!hasOperators(condition)) return condition;
  if (Object.hasOwn(condition, '$eq')) return condition.$eq;
  return Array.isArray(condition.$in) && condition.$in.length === 1 ? condition.$in[0] : undefined;
}
