// Every command by name, in alphabetical order; the allow-list says which fields each may carry.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { refuse, StoreError } from '../errors.ts';
import type { Answer } from '../query/stream.ts';
import type { Request } from '../wire/messages.ts';
import { aggregate } from './aggregate.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.ts';
import { explain } from './explain.ts';
import { findAndModify } from './findAndModify.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { checkFields } from './options.ts';
import { count, distinct, find, getMore, killCursors } from './read.ts';
import { acknowledge, buildInfo, connectionStatus, copyStore, hello } from './server.ts';
import { insert, remove, update } from './write.ts';

type Command = (engine: Engine, body: Document, documents: Buffer[]) => Answer<Document>;

const commands: Record<string, Command> = {
  aggregate,
  buildInfo,
  connectionStatus,
  copyStore,
  count,
  create,
  createIndexes,
  delete: remove,
  distinct,
  drop,
  dropDatabase,
  dropIndexes,
  endSessions: acknowledge,
  explain,
  find,
  findAndModify,
  getMore,
  getParameter: acknowledge,
  hello,
  insert,
  ismaster: hello,
  killCursors,
  listCollections,
  listDatabases,
  listIndexes,
  ping: acknowledge,
  update,
};

/** Runs a command; throws StoreError for one that is unknown, malformed or refused. */
export function runCommand(engine: Engine, { body, documents }: Request): Answer<Document> {
  const [name = ''] = Object.keys(body);
  if (!Object.hasOwn(commands, name)) throw refuse('CommandNotFound', `no such command: '${name}': it`);
  if (typeof body.$db !== 'string' || body.$db === '')
    throw new StoreError('BadValue', '$db must be a string');
  checkFields(name, body);
  return commands[name]!(engine, body, documents);
}
