// update and delete. Statements about one document share a write step; a failed statement becomes a write error of
// the answer and, when `ordered`, ends the command.
import type { Document } from 'bson';
import { deleteFields, updateFields } from '../allowList.ts';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { integer, numberOf } from '../query/values.ts';
import { compileUpdate } from '../update/compileUpdate.ts';
import { type Change, type Changed, changeMany, changeOne, type Target } from './change.ts';
import { checkStatement, collectionName, flag } from './options.ts';
import { type WriteError, writeError } from './writeError.ts';

const statementsPerStep = 200;

interface Statement {
  many: boolean;
  /** Reads the statement; throws what makes it fail. */
  compile(): [Target, Change];
}

export async function update(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'update');
  const statements = statementsOf(body, 'updates').map((statement): Statement => {
    const many = flag(statement.multi);
    const compile = (): [Target, Change] => {
      checkStatement('update.updates', statement, updateFields);
      const change = { update: compileUpdate(statement.u), upsert: flag(statement.upsert) };
      if (many && change.update.fields === null)
        throw new StoreError('FailedToParse', 'multi update is not supported for replacement-style update');
      return [targetOf(body, name, statement), change];
    };
    return { many, compile };
  });
  let n = 0;
  let nModified = 0;
  const upserted: Document[] = [];
  const errors = await run(engine, statements, flag(body.ordered ?? true), (done, index) => {
    n += done.matched + (done.upsertedId === undefined ? 0 : 1);
    nModified += done.modified;
    if (done.upsertedId !== undefined) upserted.push({ index, _id: done.upsertedId });
  });
  return {
    n: integer(n),
    nModified: integer(nModified),
    ...(upserted.length > 0 && { upserted }),
    ...(errors.length > 0 && { writeErrors: errors }),
    ok: 1,
  };
}

export async function remove(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'delete');
  const statements = statementsOf(body, 'deletes').map((statement): Statement => {
    const limit = numberOf(statement.limit) ?? 0;
    const compile = (): [Target, Change] => {
      checkStatement('delete.deletes', statement, deleteFields);
      if (limit !== 0 && limit !== 1)
        throw new StoreError('FailedToParse', 'The limit field in delete objects must be 0 or 1');
      return [targetOf(body, name, statement), null];
    };
    return { many: limit !== 1, compile };
  });
  let n = 0;
  const errors = await run(engine, statements, flag(body.ordered ?? true), (done) => {
    n += done.matched;
  });
  return { n: integer(n), ...(errors.length > 0 && { writeErrors: errors }), ok: 1 };
}

function statementsOf(body: Document, field: string): Document[] {
  const list = body[field];
  if (Array.isArray(list) && list.length > 0) return list;
  throw new StoreError('InvalidLength', 'Write batch sizes must be between 1 and 100000. Got 0 operations.');
}

function targetOf(body: Document, name: string, { q = {}, hint }: Document): Target {
  return { db: body.$db, name, filter: q, matches: compileFilter(q), hint: hint ?? undefined };
}

/** Runs statements one after another; returns the errors of those that failed. */
async function run(
  engine: Engine,
  statements: Statement[],
  ordered: boolean,
  onDone: (done: Changed, index: number) => void,
): Promise<WriteError[]> {
  const errors: WriteError[] = [];
  let at = 0;
  const goesOn = () => at < statements.length && !(ordered && errors.length > 0);
  const singles = () => {
    const end = at + statementsPerStep;
    for (; goesOn() && at < end && !statements[at]!.many; at++)
      try {
        onDone(changeOne(engine, ...statements[at]!.compile()), at);
      } catch (error) {
        errors.push(writeError(at, error));
      }
  };
  while (goesOn())
    if (!statements[at]!.many) await engine.writes.write(singles);
    else {
      try {
        onDone(await changeMany(engine, ...statements[at]!.compile()), at);
      } catch (error) {
        errors.push(writeError(at, error));
      }
      at++;
    }
  return errors;
}
