/**
 * What a bundle uses that one of the oldest browsers lacks, by MDN's tables of browser compatibility. A bundle has no types, so a member
 * is judged by its name: it is missing where every interface that has a member of this name lacks it. Names that the bundle gives to
 * properties of its own objects are its own.
 */
import { createRequire } from 'node:module';
import { parse } from 'acorn';
import { browsersWithout } from './browserTables.mjs';

/** What may be used all the same, each with the reason. A test finds what no bundle uses any more. */
export const guarded = {
  BroadcastChannel: 'asked for first; without it tabs do not follow each other',
  locks: 'asked for first; sending twice does no harm',
  sync: 'asked for first; without it the offer to send in the background is not made',
  showModal: 'asked for first: no dialog is offered without it, and no kiosk registered',
  requestFullscreen: 'called only where it is there',
  fullscreenElement: 'read only; undefined is none',
  getTransports: 'asked for first; without it the browser looks for the device in every way',
  print: 'asked for first; without it there is no button',
  number: 'a data attribute of ours',
  path: 'what our page tells its script',
  show: 'of our script that carries a draft',
  finished: 'what our server answers',
  signature: 'of a receipt that our server signed',
  bytes: 'of the big-number library',
};

const branches = (tree) => Object.entries(tree).filter(([name]) => name !== '__compat');
const nameOf = (name) => name.replace(/_(static|event|permission)$/, '');

/** By name, which browsers lack it, for every place where something of that name is. */
function readTables() {
  const { api, javascript } = createRequire(import.meta.url)('@mdn/browser-compat-data');
  const [globals, members] = [new Map(), new Map()];
  const add = (map, name, entry) => {
    if (entry.__compat) map.set(name, [...(map.get(name) ?? []), browsersWithout(entry)]);
  };
  for (const [name, entry] of [...branches(api), ...branches(javascript.builtins)]) {
    add(globals, name, entry);
    const own = branches(entry).filter(([member]) => /^[a-z]/.test(member) && !member.endsWith('_event'));
    for (const [member, part] of own) {
      add(members, nameOf(member), part);
      add(members, `${name}.${nameOf(member)}`, part);
      if (['Window', 'WindowOrWorkerGlobalScope', 'globals'].includes(name))
        add(globals, nameOf(member), part);
    }
    for (const [inner, part] of branches(entry).filter(([member]) => /^[A-Z]/.test(member))) {
      add(members, inner, part);
      for (const [member, one] of branches(part)) add(members, nameOf(member), one);
    }
  }
  return { globals, members };
}

let tables;

const namedParts = {
  MemberExpression: 'property',
  Property: 'key',
  MethodDefinition: 'key',
  PropertyDefinition: 'key',
};

const globalObjects = new Set(['self', 'window', 'globalThis']);

/** Names that are read from something, names that stand alone, names of the bundle's own properties, and regular expressions. */
function usesOf(
  node,
  found = { members: new Set(), globals: new Set(), own: new Set(), patterns: [] },
  parent = '',
) {
  if (!node || typeof node !== 'object') return found;
  const named = node.computed ? undefined : namedParts[node.type];
  if (named) {
    const isRead = named === 'property' || parent === 'ObjectPattern';
    (isRead ? found.members : found.own).add(node[named].name);
  }
  if (named === 'property' && node.object.type === 'Identifier')
    found.members.add(`${node.object.name}.${node.property.name}`);
  if (named === 'property' && globalObjects.has(node.object.name)) found.globals.add(node.property.name);
  if (node.type === 'Identifier') found.globals.add(node.name);
  if (node.regex) found.patterns.push(node.regex);
  for (const [part, value] of Object.entries(node)) {
    if (part !== named) usesOf(value, found, Array.isArray(node) ? parent : node.type);
  }
  return found;
}

const lackedByAll = (places) => {
  if (!places || places.some((browsers) => browsers.length === 0)) return null;
  return [...new Set(places.flat())];
};

/** Lookbehind, and the flags `d` and `v`: a script with one of them does not even start. */
const isNewPattern = ({ pattern, flags }) => /\(\?<[=!]/.test(pattern) || /[dv]/.test(flags);

/** @returns `[{ name, browsers }]`, guarded ones included */
export function browserGaps(code) {
  tables ??= readTables();
  const { globals, members, own, patterns } = usesOf(
    parse(code, { ecmaVersion: 'latest', sourceType: 'script' }),
  );
  const gaps = new Map();
  const judge = (name, places) => {
    const browsers = lackedByAll(places);
    if (browsers) gaps.set(name, browsers);
  };
  for (const name of globals) judge(name, tables.globals.get(name));
  for (const name of members) if (!own.has(name)) judge(name, tables.members.get(name));
  for (const { pattern, flags } of patterns.filter(isNewPattern))
    gaps.set(`/${pattern}/${flags}`, ['safari']);
  return [...gaps].map(([name, browsers]) => ({ name, browsers }));
}

/** @throws Error that names what the oldest browsers lack */
export function refuseGaps(script, code) {
  const gaps = browserGaps(code).filter(({ name }) => !Object.hasOwn(guarded, name));
  if (gaps.length === 0) return;
  const lines = gaps.map(({ name, browsers }) => `  ${name}: not in ${browsers.join(', ')}`);
  throw new Error(
    `${script} uses what the oldest browsers of package.json lack. Ask for it first and add it to browserGaps.mjs, or write it without:\n${lines.join('\n')}`,
  );
}
