// Every command by name with the fields it takes: the allow-list of commands. What is not here is refused by name.
import type { Document } from 'bson';
import { words } from '../allowList.ts';
import type { Engine } from '../engine.ts';
import type { Answer } from '../query/stream.ts';
import { StoreError, storeError } from '../storeErrors.ts';
import type { Request } from '../wire/messages.ts';
import { aggregate } from './aggregate.ts';
import { create, drop, listCollections, listDatabases } from './collections.ts';
import { explain } from './explain.ts';
import { findAndModify } from './findAndModify.ts';
import { createIndexes, listIndexes } from './indexCommands.ts';
import { checkCommand } from './options.ts';
import { count, find, getMore, killCursors } from './read.ts';
import { acknowledge, buildInfo, eraseDeleted, hello } from './server.ts';
import { insert, remove, update } from './write.ts';

type Command = (engine: Engine, body: Document, documents: Buffer[]) => Answer<Document>;
/** Any field at all: they tell about the client and change nothing. */
const any = null;

export const commands: Record<string, [run: Command, fields: string[] | null]> = {
  aggregate: [aggregate, words('pipeline cursor allowDiskUse')],
  buildInfo: [buildInfo, []],
  count: [count, words('query limit skip')],
  create: [create, words('clusteredIndex')],
  createIndexes: [createIndexes, words('indexes')],
  delete: [remove, words('deletes ordered')],
  drop: [drop, []],
  eraseDeleted: [eraseDeleted, []],
  explain: [explain, words('verbosity')],
  find: [
    find,
    words('filter sort projection skip limit batchSize singleBatch hint noCursorTimeout allowDiskUse'),
  ],
  findAndModify: [findAndModify, words('query sort remove update new fields upsert')],
  getMore: [getMore, words('collection batchSize')],
  hello: [hello, any],
  insert: [insert, words('documents ordered')],
  ismaster: [hello, any],
  killCursors: [killCursors, words('cursors')],
  listCollections: [listCollections, words('filter cursor nameOnly authorizedCollections')],
  listDatabases: [listDatabases, []],
  listIndexes: [listIndexes, words('cursor')],
  ping: [acknowledge, []],
  update: [update, words('updates ordered')],
};

/** Runs a command; throws StoreError for one that is unknown, malformed or refused. */
export function runCommand(engine: Engine, { body, documents }: Request): Answer<Document> {
  if (typeof body.$db !== 'string' || body.$db === '')
    throw new StoreError('BadValue', '$db must be a string');
  const run = checked(body);
  if (run === explain) checked({ ...body.explain });
  return run(engine, body, documents);
}

function checked(body: Document): Command {
  const [name = ''] = Object.keys(body);
  if (!Object.hasOwn(commands, name)) throw storeError('CommandNotFound', `no such command: '${name}': it`);
  const [run, fields] = commands[name]!;
  checkCommand(name, body, fields);
  return run;
}
