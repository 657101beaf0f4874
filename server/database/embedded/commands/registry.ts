// Every command by name, in alphabetical order; the allow-list says which fields each may carry.
import type { Document } from 'bson';
import { commandFields } from '../allowList.ts';
import type { Engine } from '../engine.ts';
import { refuse, StoreError } from '../errors.ts';
import type { Request } from '../wire/messages.ts';
import { aggregate } from './aggregate.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.ts';
import { explain } from './explain.ts';
import { findAndModify } from './findAndModify.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { checkFields } from './options.ts';
import { count, distinct, find, getMore, killCursors } from './read.ts';
import { acknowledge, buildInfo, connectionStatus, copyStore, hello, serverStatus } from './server.ts';
import { remove, update } from './write.ts';

type Reading = (engine: Engine, body: Document) => Promise<Document>;
type Writing = (engine: Engine, request: Request) => Promise<Document>;

const byBody: Record<string, Reading> = {
  aggregate,
  buildInfo,
  buildinfo: buildInfo,
  connectionStatus,
  copyStore,
  count,
  create,
  createIndexes,
  distinct,
  drop,
  dropDatabase,
  dropIndexes,
  endSessions: acknowledge,
  explain,
  find,
  getMore,
  getParameter: acknowledge,
  hello,
  isMaster: hello,
  ismaster: hello,
  killCursors,
  listCollections,
  listDatabases,
  listIndexes,
  ping: acknowledge,
  serverStatus,
};
const byRequest: Record<string, Writing> = {
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
  insert,
  update,
};

/** Runs a command; throws StoreError for one that is unknown, malformed or refused. */
export async function runCommand(engine: Engine, request: Request): Promise<Document> {
  const { body } = request;
  const name = Object.keys(body)[0] ?? '';
  if (!Object.hasOwn(commandFields, name)) throw refuse('CommandNotFound', `no such command: '${name}': it`);
  if (typeof body.$db !== 'string' || body.$db === '')
    throw new StoreError('BadValue', '$db must be a string');
  checkFields(name, body);
  const reading = byBody[name];
  return reading ? reading(engine, body) : byRequest[name]!(engine, request);
}
