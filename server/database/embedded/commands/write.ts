// insert, update and delete. Statements about one document share a write step; a failed statement becomes a write
// error of the answer and, when `ordered`, ends the command.
import type { Document } from 'bson';
import { deleteFields, updateFields } from '../allowList.ts';
import type { Engine } from '../engine.ts';
import { integer, numberOf } from '../query/bsonValues.ts';
import { StoreError } from '../storeErrors.ts';
import { compileUpdate } from '../update/compileUpdate.ts';
import { type Change, type Changed, changeMany, changeOne, insertOne, type Target } from './change.ts';
import { checkStatement, collectionName, flag } from './options.ts';

const statementsPerStep = 500;

/** About one document, run inside a shared write step, or about many, run in steps of its own. */
type Statement = { one: () => Changed } | { many: () => Promise<Changed> };

export function insert(engine: Engine, body: Document, documents: Buffer[]): Promise<Document> {
  const name = collectionName(body, 'insert');
  const statements = documents.map((bytes) => ({ one: () => insertOne(engine, body.$db, name, bytes) }));
  return run(engine, body, statements);
}

export async function update(engine: Engine, body: Document): Promise<Document> {
  const statements = statementsOf(engine, body, 'update', (statement) => {
    checkStatement('update.updates', statement, updateFields);
    const change = { update: compileUpdate(statement.u), upsert: flag(statement.upsert) };
    if (flag(statement.multi) && change.update.fields === null)
      throw new StoreError('FailedToParse', 'multi update is not supported for replacement-style update');
    return change;
  });
  return { nModified: 0, ...(await run(engine, body, statements)) };
}

export async function remove(engine: Engine, body: Document): Promise<Document> {
  const statements = statementsOf(engine, body, 'delete', (statement) => {
    checkStatement('delete.deletes', statement, deleteFields);
    if (![0, 1].includes(numberOf(statement.limit) ?? 0))
      throw new StoreError('FailedToParse', 'The limit field in delete objects must be 0 or 1');
    return null;
  });
  return run(engine, body, statements);
}

/** The statements of an update or a delete; what is wrong with one is thrown when it runs. */
function statementsOf(
  engine: Engine,
  body: Document,
  command: 'update' | 'delete',
  changeOf: (statement: Document) => Change,
): Statement[] {
  const name = collectionName(body, command);
  const list: unknown = body[`${command}s`];
  return (Array.isArray(list) ? list : []).map((statement: Document) => {
    const read = (): [Target, Change] => {
      const change = changeOf(statement);
      return [{ db: body.$db, name, filter: statement.q ?? {} }, change];
    };
    const isMany = command === 'update' ? flag(statement.multi) : !flag(statement.limit);
    return isMany
      ? { many: async () => changeMany(engine, ...read()) }
      : { one: () => changeOne(engine, ...read()) };
  });
}

/** Runs statements one after another and answers what they did and which of them failed. */
async function run(engine: Engine, body: Document, statements: Statement[]): Promise<Document> {
  if (statements.length === 0)
    throw new StoreError('InvalidLength', 'Write batch sizes must be between 1 and 100000, not 0');
  const isOrdered = flag(body.ordered ?? true);
  const upserted: Document[] = [];
  const writeErrors: Document[] = [];
  let [at, n, nModified] = [0, 0, 0];
  const goesOn = () => at < statements.length && !(isOrdered && writeErrors.length > 0);
  const record = ({ matched, modified, upsertedId }: Changed) => {
    n += matched;
    nModified += modified;
    if (upsertedId === undefined) return;
    n++;
    upserted.push({ index: at, _id: upsertedId });
  };
  const fail = (error: unknown) => {
    if (!(error instanceof StoreError) || error.codeName === 'OutOfDiskSpace') throw error;
    writeErrors.push({ index: at, code: error.code, errmsg: error.message, ...error.details });
  };
  /** Runs the statements about one document that come next. */
  const step = () => {
    for (const end = at + statementsPerStep; goesOn() && at < end; at++)
      try {
        const statement = statements[at]!;
        if ('many' in statement) return;
        record(statement.one());
      } catch (error) {
        fail(error);
      }
  };
  while (goesOn()) {
    const statement = statements[at]!;
    if ('one' in statement) await engine.writes.write(step);
    else {
      await statement.many().then(record, fail);
      at++;
    }
  }
  return {
    n: integer(n),
    ...(nModified > 0 && { nModified: integer(nModified) }),
    ...(upserted.length > 0 && { upserted }),
    ...(writeErrors.length > 0 && { writeErrors }),
    ok: 1,
  };
}
