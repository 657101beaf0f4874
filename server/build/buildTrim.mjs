/**
 * Leaves out of the answering scripts what of the blind signature's big-number library is never called there: ciphers,
 * hashes, a generator of random numbers, elliptic curves. A weak line would carry it for nothing.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'acorn';

/** Names below the library's object that blinding and unblinding reach; each holds its whole subtree. */
const kept = ['bitArray', 'bn', 'codec.base64', 'codec.base64url', 'codec.bytes'];

/** Names filled for other uses. What stands in neither list stops the build, so that a new version is looked at. */
const dropped = [
  'bn.prime',
  'bn.pseudoMersennePrime',
  'bn.random',
  'cipher',
  'codec.arrayBuffer',
  'codec.hex',
  'codec.utf8String',
  'decrypt',
  'encrypt',
  'hash',
  'json',
  'misc',
  'mode',
  'prng',
  'random',
];

/** `sjcl.codec.bytes` as `codec.bytes`; null for anything that is not a plain path below `sjcl`. */
function pathOf(node) {
  if (node.type !== 'MemberExpression' || node.computed) return null;
  if (node.object.type === 'Identifier') return node.object.name === 'sjcl' ? node.property.name : null;
  const parent = pathOf(node.object);
  return parent && `${parent}.${node.property.name}`;
}

/** Every path below `sjcl` that a piece of the tree names, whole and in part. */
function pathsIn(node) {
  if (!node || typeof node !== 'object') return [];
  if (Array.isArray(node)) return node.flatMap(pathsIn);
  const own = node.type ? pathOf(node) : null;
  return [...(own ? [own] : []), ...Object.values(node).flatMap(pathsIn)];
}

const covers = (names, path) => names.some((name) => path === name || path.startsWith(`${name}.`));

/** Statements that neither fill the library's object nor are needed: by the one thing each declares, tests or runs. */
function isKnownRest({ type, test, expression, declarations }) {
  if (type === 'VariableDeclaration') return declarations.length === 1 && declarations[0].id.name === 'sbp';
  if (type === 'IfStatement') return test.type === 'BinaryExpression' || test.type === 'LogicalExpression';
  return type === 'ExpressionStatement' && expression.type === 'CallExpression';
}

function isNeeded(statement, source) {
  const { type, directive, expression, declarations } = statement;
  if (directive || type === 'ExportDefaultDeclaration') return true;
  if (type === 'VariableDeclaration' && declarations[0].id.name === 'sjcl') return true;
  const path = expression?.type === 'AssignmentExpression' ? pathOf(expression.left) : null;
  if (path && covers(dropped, path)) return false;
  if (path && covers(kept, path)) return true;
  if (isKnownRest(statement)) return false;
  const text = source.slice(statement.start, statement.end).slice(0, 80);
  throw new Error(`buildTrim.mjs does not know this statement of the big-number library: ${text}`);
}

/** @throws Error when the file is no longer made as it was when the lists above were written */
export function trimBigNumbers(source) {
  const { body } = parse(source, { ecmaVersion: 'latest', sourceType: 'module' });
  const filled = new Set(
    body.map(({ expression }) => expression?.type === 'AssignmentExpression' && pathOf(expression.left)),
  );
  const missing = [...kept, ...dropped].filter(
    (name) => ![...filled].some((path) => path && covers([name], path)),
  );
  if (missing.length > 0) throw new Error(`The big-number library no longer fills ${missing.join(', ')}`);
  const needed = body.filter((statement) => isNeeded(statement, source));
  const lost = pathsIn(needed).filter((path) => covers(dropped, path));
  if (lost.length > 0) throw new Error(`The big-number library now needs ${lost.join(', ')}`);
  return needed.map(({ start, end }) => source.slice(start, end)).join('\n');
}

/** The plugin of esbuild that does so. */
export const trim = {
  name: 'trim',
  setup({ onLoad }) {
    // The checks of the QR code's library stay; their words are for programmers.
    onLoad({ filter: /[\\/]uqr[\\/]dist[\\/]index\.mjs$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/(new (?:Range)?Error)\("[^"]*"\)/g, '$1()'),
    }));
    onLoad({ filter: /blindrsa-ts[\\/]lib[\\/]src[\\/]sjcl[\\/]index\.js$/ }, async ({ path }) => ({
      contents: trimBigNumbers(await readFile(path, 'utf8')),
    }));
  },
};
