/**
 * The queries that stand in the source of the server, each with the fields that its filter names, so that those which no test sends are
 * held to the indexes, too. A filter that is not spelled out names the fields of the constant or function that makes it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { projectRoot } from '../../server/projectRoot.ts';
// Between them they know all models.
import '../../server/app.ts';
import '../../server/process/jobs.ts';

export interface SourceQuery {
  file: string;
  collection: string;
  method: string;
  /** What its filter names, without what it only excludes. */
  fields: string[];
}

const methods =
  'find|findOne|exists|countDocuments|distinct|aggregate|updateOne|updateMany|deleteOne|deleteMany|findOneAndUpdate|findOneAndDelete|replaceOne|bulkWrite';
const uses = new RegExp(`(\\w+(?:\\(\\))?)(?:\\.collection)?\\s*\\.(${methods})(?:<[^(]*>)?\\(`, 'g');
const named = /(\w+) = mongoose\.model<[^;]*?>\(\s*'(\w+)'/g;
const plain = /const (\w+) = (?:\(\) => )?mongoose\.connection\.collection(?:<\w+>)?\('(\w+)'\)/g;

type Sources = ReadonlyMap<string, string>;

export function queriesInSource(): SourceQuery[] {
  const sources = readSources();
  const models = collectionsOfModels(sources);
  return [...sources].flatMap(([file, text]) => {
    const own = new Map([...text.matchAll(plain)].map(([, name, collection]) => [name!, collection!]));
    return [...text.matchAll(uses)].flatMap(({ 0: whole, 1: on = '', 2: method = '', index }) => {
      const collection = models.get(on) ?? own.get(on.replace('()', ''));
      if (!collection) return [];
      const filter = filterOf(method, argumentAt(text, index + whole.length));
      return [{ file, collection, method, fields: fieldsOf(filter, text, sources) }];
    });
  });
}

function readSources(): Sources {
  const folder = join(projectRoot, 'server');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !/^(demo|database)\//.test(file));
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

function collectionsOfModels(sources: Sources): Map<string, string> {
  const collections = new Map<string, string>();
  for (const text of sources.values())
    for (const [, constant, model] of text.matchAll(named))
      collections.set(constant!, mongoose.model(model!).collection.collectionName);
  return collections;
}

/** From `at` to the comma or bracket that ends it. */
function argumentAt(text: string, at: number): string {
  let depth = 0;
  let end = at;
  for (; end < text.length; end += 1) {
    const sign = text[end]!;
    if ('([{'.includes(sign)) depth += 1;
    if (depth === 0 && ',)]};'.includes(sign)) break;
    if (')]}'.includes(sign)) depth -= 1;
  }
  return text
    .slice(at, end)
    .replace(/^\s*\/\/.*$/gm, '')
    .trim();
}

function filterOf(method: string, argument: string): string {
  const inner = { aggregate: /^\[\s*\{\s*\$match:\s*/, bulkWrite: /\bfilter:\s*/ }[method];
  if (!inner) return argument;
  const found = inner.exec(argument);
  return found ? argumentAt(argument, found.index + found[0].length) : '';
}

function fieldsOf(filter: string, text: string, sources: Sources): string[] {
  if (!filter.startsWith('{')) return fieldsOfName(/^\w+/.exec(filter)?.[0], text, sources);
  const inside = filter.slice(1, -1).replace(/^\s*\/\/.*$/gm, '');
  const fields: string[] = [];
  for (let at = 0; at < inside.length; ) {
    const part = argumentAt(inside, at);
    at += inside.slice(at).indexOf(part) + part.length + 1;
    if (part.startsWith('...')) fields.push(...fieldsOf(part.slice(3), text, sources));
    else if (part && !/\$(ne|exists)\b/.test(part)) fields.push(/^'?([\w.$]+)/.exec(part)?.[1] ?? part);
  }
  return fields;
}

/** Of `name = {…}`, `name = (…) => ({…})` or `function name(…) { … return {…}`: in the same file, or exported from another. */
function fieldsOfName(name: string | undefined, text: string, sources: Sources): string[] {
  if (!name) return [];
  const definition = `(?:const ${name}\\b[^={]* = (?:[^;{}]*(?:=> \\(|\\? |\\())?|function ${name}\\([^]*?\n  return )(?=\\{)`;
  const others = [...sources.values()].map((source) => [source, `export ${definition}`] as const);
  for (const [source, pattern] of [[text, definition] as const, ...others]) {
    const found = new RegExp(pattern).exec(source);
    if (found) return fieldsOf(argumentAt(source, found.index + found[0].length), source, sources);
  }
  return [];
}
