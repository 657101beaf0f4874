/** What the product sends to its database: names of commands, fields, operators, stages and kinds of indexes, without any value. */
import type { mongo } from 'mongoose';

/** Kinds of what is sent; each a set of names. */
export const kinds = [
  'commands and fields',
  'filter operators',
  'update operators',
  'update statements',
  'delete statements',
  'stages',
  'group expressions',
  'index options',
  'index directions',
  'write concerns',
  'read concerns',
] as const;
export type Kind = (typeof kinds)[number];
export type Sent = Record<Kind, Set<string>>;

export const nothingSent = (): Sent =>
  Object.fromEntries(kinds.map((kind) => [kind, new Set<string>()])) as unknown as Sent;

/** Of every message: which database, which session, and where it may be read. They say nothing about the command. */
const common = new Set(['$db', 'lsid', '$clusterTime', '$readPreference', 'txnNumber', 'maxTimeMS']);
/** Every driver says these. */
const greetings = new Set(['hello', 'ismaster', 'saslStart', 'saslContinue', 'endSessions', 'ping']);

/** What went through the connection of mongoose in this process, by whichever test. */
export const sentByProduct = nothingSent();

/** Notes everything that a client sends from now on. It needs `monitorCommands`. */
export function noteCommands(client: mongo.MongoClient, sent: Sent): void {
  client.on('commandStarted', ({ commandName, command }) => {
    if (!greetings.has(commandName)) note(sent, commandName, command);
  });
}

function note(sent: Sent, name: string, command: mongo.Document): void {
  const isNew = (kind: Kind, entry: string) => sent[kind].add(entry);
  for (const field of Object.keys(command))
    if (!common.has(field) && field !== 'writeConcern' && field !== 'readConcern')
      isNew('commands and fields', field === name ? name : `${name}.${field}`);
  if (command.writeConcern) sent['write concerns'].add(JSON.stringify(sorted(command.writeConcern)));
  if (command.readConcern) sent['read concerns'].add(String(command.readConcern.level));
  for (const filter of [command.filter, command.query]) noteFilter(sent, filter);
  if (command.update && typeof command.update === 'object') noteUpdate(sent, command.update);
  for (const { q, u, ...rest } of command.updates ?? []) {
    noteFilter(sent, q);
    noteUpdate(sent, u);
    for (const [field, value] of Object.entries(rest)) if (value !== false) isNew('update statements', field);
  }
  for (const { q, limit } of command.deletes ?? []) {
    noteFilter(sent, q);
    isNew('delete statements', limit === 0 ? 'all' : 'one');
  }
  for (const stage of command.pipeline ?? []) noteStage(sent, stage);
  for (const { key, name: _, ...options } of command.indexes ?? []) noteIndex(sent, key, options);
}

const sorted = (fields: object) => Object.fromEntries(Object.entries(fields).sort());

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** Operators at any depth; what stands in a list of values is not looked at beyond its first. */
function noteFilter(sent: Sent, filter: unknown): void {
  if (filter instanceof RegExp) sent['filter operators'].add('regular expression');
  if (!isPlain(filter)) return;
  for (const [name, value] of Object.entries(filter)) {
    if (name.startsWith('$')) sent['filter operators'].add(name);
    if (Array.isArray(value))
      for (const each of name === '$in' ? value.slice(0, 1) : value) noteFilter(sent, each);
    else noteFilter(sent, value);
  }
}

function noteUpdate(sent: Sent, update: unknown): void {
  if (Array.isArray(update)) return void sent['update operators'].add('pipeline');
  for (const [name, fields] of Object.entries(update as object)) {
    sent['update operators'].add(name.startsWith('$') ? name : 'replacement');
    if (!isPlain(fields)) continue;
    for (const [path, value] of Object.entries(fields)) {
      if (/\$/.test(path)) sent['update operators'].add('position in an array');
      if (isPlain(value) && ['$push', '$addToSet', '$pull'].includes(name))
        for (const inner of Object.keys(value).filter((each) => each.startsWith('$')))
          sent['update operators'].add(`${name} ${inner}`);
    }
  }
}

function noteStage(sent: Sent, stage: Record<string, unknown>): void {
  const [name = '', content] = Object.entries(stage)[0] ?? [];
  sent.stages.add(name);
  if (name === '$match') noteFilter(sent, content);
  if (name !== '$group' || !isPlain(content)) return;
  for (const [field, expression] of Object.entries(content))
    if (field !== '_id' && isPlain(expression))
      for (const [operator, of] of Object.entries(expression))
        sent['group expressions'].add(
          `${operator} of ${typeof of === 'number' ? 'a number' : 'an expression'}`,
        );
}

function noteIndex(sent: Sent, key: object, options: object): void {
  for (const [option, value] of Object.entries(options))
    if (value !== false && !['v', 'background'].includes(option)) sent['index options'].add(option);
  for (const direction of key instanceof Map ? key.values() : Object.values(key))
    sent['index directions'].add(String(direction));
}
