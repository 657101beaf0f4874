/**
 * Writes a built style sheet so that the oldest browsers of package.json can read it; what newer ones see stays the same. esbuild does
 * this for syntax and not for logical shorthands (Chrome 87, Safari 14.1), gaps between flexible boxes (Chrome 84, Safari 14.1), sides
 * of placed boxes (Chrome 87) and `:is()` (Chrome 88).
 */
import { readSheet, splitAtCommas, writeSheet } from './styleSheet.mjs';

export function lowerStyles(css) {
  const sheet = readSheet(css);
  return writeSheet(lowered(sheet, flexible(sheet)));
}

function lowered(parts, isFlexible) {
  return parts.flatMap((part) => {
    if (part.line !== undefined) return linesFor(part.line);
    const inner = { ...part, parts: lowered(part.parts, isFlexible) };
    if (part.head.startsWith('@')) return [inner];
    return [...apart(inner), ...forOldFlex(part, isFlexible), ...forOldSides(part)];
  });
}

/** Selectors of flexible boxes with the direction they are laid out in; their gaps may stand in another rule. */
function flexible(parts, found = new Map()) {
  for (const { head, parts: inner } of parts.filter((part) => part.parts)) {
    const own = linesOf(inner);
    for (const one of splitAtCommas(head))
      if (/^(?:inline-)?flex$/.test(own.get('display') ?? '')) found.set(one, directionOf(own) ?? 'row');
    flexible(inner, found);
  }
  return found;
}

const linesOf = (parts) =>
  new Map(
    parts.flatMap(({ line }) =>
      line === undefined ? [] : [[declared(line).property, declared(line).value]],
    ),
  );
const directionOf = (own) => own.get('flex-direction') ?? own.get('flex-flow');

const sidesOf = {
  'margin-inline': ['margin-inline-start', 'margin-inline-end'],
  'margin-block': ['margin-block-start', 'margin-block-end'],
  'padding-inline': ['padding-inline-start', 'padding-inline-end'],
  'padding-block': ['padding-block-start', 'padding-block-end'],
  'inset-block': ['top', 'bottom'],
};
/** Lines run from top to bottom on every page, so these have one side alone. */
const alwaysOf = { 'inset-block-start': 'top', 'inset-block-end': 'bottom' };
const bothOf = { 'border-block': ['border-block-start', 'border-block-end'] };

function linesFor(line) {
  const { property, value } = declared(line);
  const write = (name, what) => ({ line: `${name}:${what}` });
  if (property in alwaysOf) return [write(alwaysOf[property], value)];
  if (property in bothOf) return bothOf[property].map((name) => write(name, value));
  if (line === 'overflow-wrap:anywhere') return [{ line: 'word-break:break-word' }, { line }];
  if (!(property in sidesOf)) return [{ line }];
  const important = value.endsWith('!important') ? '!important' : '';
  const [start = '', end = start] = wordsOf(value.replace('!important', ''));
  const [first, last] = sidesOf[property];
  return [write(first, start + important), write(last, end + important)];
}

export function declared(line) {
  const colon = line.indexOf(':');
  return { property: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
}

/** The parts of a value, those in brackets whole. */
function wordsOf(value) {
  const words = [''];
  let depth = 0;
  for (const letter of value.trim()) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ' ' && depth === 0) words.push('');
    else words[words.length - 1] += letter;
  }
  return words.filter(Boolean);
}

/** Selectors that a browser may not know, which would take the others of their list with them. */
const mayBeUnknown =
  /:(?:is|where|has|focus-visible)\b|::(?:file-selector-button|marker|-(?:webkit|moz)-[\w-]+)/;

/** The known selectors of a list, and each other by itself; `:is()` written out before it, which weighs no more than it does. */
function apart(rule) {
  const selectors = splitAtCommas(rule.head);
  const [unknown, known] = [true, false].map((which) =>
    selectors.filter((one) => mayBeUnknown.test(one) === which),
  );
  const writtenOut = unknown
    .filter((one) => one.includes(':is(') && !one.includes(':has('))
    .flatMap(withoutIs);
  const plain = [...known, ...writtenOut];
  return [
    ...(plain.length > 0 ? [{ ...rule, head: plain.join(',') }] : []),
    ...unknown.map((head) => ({ ...rule, head })),
  ];
}

function withoutIs(selector) {
  const start = selector.indexOf(':is(');
  if (start < 0) return [selector];
  let [end, depth] = [start + 4, 1];
  for (; depth > 0; end += 1) depth += { '(': 1, ')': -1 }[selector[end]] ?? 0;
  const choices = splitAtCommas(selector.slice(start + 4, end - 1));
  return choices.flatMap((one) => withoutIs(selector.slice(0, start) + one + selector.slice(end)));
}

/** `inset` is as old as gaps are in Safari, and three versions of Chrome younger. */
const olderThanGaps = '@supports not (inset:0)';

/** The boxes keep apart by their margins; where a row breaks, its lines begin a little further in. */
function forOldFlex({ head, parts }, isFlexible) {
  const own = linesOf(parts);
  const selectors = splitAtCommas(head).filter((one) => isFlexible.has(one) && !mayBeUnknown.test(one));
  if (selectors.length === 0 || /grid|block/.test(own.get('display') ?? '')) return [];
  const [rowGap, columnGap = rowGap] = wordsOf(own.get('gap') ?? '');
  const isColumn = (directionOf(own) ?? isFlexible.get(selectors[0])).startsWith('column');
  const gap = isColumn ? (own.get('row-gap') ?? rowGap) : (own.get('column-gap') ?? columnGap);
  if (!gap || Number.parseFloat(gap) === 0) return [];
  const between = selectors.map((one) => `${one}>*+*`).join(',');
  const line = `margin-${isColumn ? 'block' : 'inline'}-start:${gap}`;
  return [{ head: olderThanGaps, parts: [{ head: between, parts: [{ line }] }] }];
}

const inlineSides = { 'inset-inline-start': ['left', 'right'], 'inset-inline-end': ['right', 'left'] };

/** Left or right by the direction of the page, which stands on its root. */
function forOldSides({ head, parts }) {
  const sided = parts
    .map(({ line }) => declared(line ?? ''))
    .filter(({ property }) => property in inlineSides);
  if (sided.length === 0 || mayBeUnknown.test(head)) return [];
  const rules = ['ltr', 'rtl'].map((direction, side) => ({
    head: splitAtCommas(head)
      .map((one) => `[dir=${direction}] ${one}`)
      .join(','),
    parts: sided.map(({ property, value }) => ({ line: `${inlineSides[property][side]}:${value}` })),
  }));
  return [{ head: '@supports not (inset-inline-start:0)', parts: rules }];
}
