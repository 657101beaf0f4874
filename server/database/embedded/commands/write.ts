// update and delete. Each statement is one or more steps of the write queue; a failed one becomes a
// write error of the answer and, when `ordered`, ends the command.
import type { Document } from 'bson';
import { deleteFields, updateFields } from '../allowList.ts';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { integer, numberOf } from '../query/values.ts';
import { compileUpdate } from '../update/compileUpdate.ts';
import type { Request } from '../wire/messages.ts';
import { changeMany, changeOne } from './change.ts';
import { checkStatement, collectionName, flag } from './options.ts';
import { type WriteError, writeError } from './writeError.ts';

export async function update(engine: Engine, request: Request): Promise<Document> {
  const { body } = request;
  const name = collectionName(body, 'update');
  const statements = statementsOf(body, 'updates');
  const exact = request.exact.updates as Document[];
  let n = 0;
  let nModified = 0;
  const upserted: Document[] = [];
  const errors = await eachStatement(body, statements, async (statement, index) => {
    checkStatement('update.updates', statement, updateFields);
    const update = compileUpdate(exact[index]!.u);
    const target = {
      db: body.$db,
      name,
      filter: statement.q ?? {},
      exactFilter: exact[index]!.q ?? {},
      hint: statement.hint ?? undefined,
    };
    if (flag(statement.multi) && update.isReplacement)
      throw new StoreError('FailedToParse', 'multi update is not supported for replacement-style update');
    const change = { update, upsert: flag(statement.upsert) };
    const done = flag(statement.multi)
      ? await changeMany(engine, target, change)
      : await changeOne(engine, target, change);
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

export async function remove(engine: Engine, { body }: Request): Promise<Document> {
  const name = collectionName(body, 'delete');
  let n = 0;
  const errors = await eachStatement(body, statementsOf(body, 'deletes'), async (statement) => {
    checkStatement('delete.deletes', statement, deleteFields);
    const target = {
      db: body.$db,
      name,
      filter: statement.q ?? {},
      exactFilter: {},
      hint: statement.hint ?? undefined,
    };
    const limit = numberOf(statement.limit) ?? 0;
    if (limit !== 0 && limit !== 1)
      throw new StoreError('FailedToParse', 'The limit field in delete objects must be 0 or 1');
    const done = limit === 1 ? await changeOne(engine, target, null) : await changeMany(engine, target, null);
    n += done.matched;
  });
  return { n: integer(n), ...(errors.length > 0 && { writeErrors: errors }), ok: 1 };
}

function statementsOf(body: Document, field: string): Document[] {
  const list = body[field];
  if (!Array.isArray(list) || list.length === 0)
    throw new StoreError(
      'InvalidLength',
      'Write batch sizes must be between 1 and 100000. Got 0 operations.',
    );
  return list;
}

/** Runs statements: one after another when ordered, else together so that they share commits. */
async function eachStatement(
  body: Document,
  statements: Document[],
  run: (statement: Document, index: number) => Promise<void>,
): Promise<WriteError[]> {
  const errors: WriteError[] = [];
  for (const [index, statement] of statements.entries())
    try {
      await run(statement, index);
    } catch (error) {
      errors.push(writeError(index, error));
      if (flag(body.ordered ?? true)) break;
    }
  return errors;
}
