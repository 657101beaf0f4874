/**
 * What a built style sheet uses that one of the oldest browsers lacks, by MDN's tables: properties, keywords, functions and units of
 * values, selectors, conditions. There an unknown selector takes its whole rule with it, an unknown value its line.
 */
import { createRequire } from 'node:module';
import { browsersWithout } from './browserTables.mjs';
import { declared } from './lowerStyles.mjs';
import { readSheet, splitAtCommas } from './styleSheet.mjs';

/** What may be used all the same, each with what a browser without it shows. A test finds what no sheet uses any more. */
export const doneWithout = {
  ':is': 'written out before it (lowerStyles.mjs)',
  'inset-inline-start': 'left or right stands beside it (lowerStyles.mjs)',
  'overflow-wrap: anywhere': 'word-break stands before it (lowerStyles.mjs)',
  ':focus-visible': 'the ring of the browser; where there is none, :focus stands before it',
  ':has': 'folds, columns and printed sheets as they are without it; nothing is hidden or out of reach',
  outline: 'its corners are square',
  'accent-color': 'boxes to tick have the colour of the browser',
  'text-wrap': 'lines break where they are full',
  'text-wrap: balance': 'lines break where they are full',
  'text-wrap: pretty': 'lines break where they are full',
  'text-underline-offset': 'lines under links stand where the browser sets them',
  'text-decoration-thickness': 'lines under links are as thick as the browser makes them',
  'cursor: pointer': 'the arrow',
  'cursor: default': 'the arrow',
  'cursor: not-allowed': 'the arrow',
  '@media forced-colors': 'no colours are forced there',
  'forced-color-adjust': 'no colours are forced there',
  'forced-color-adjust: none': 'no colours are forced there',
  '::backdrop': 'no dialog is opened where it is unknown',
  '::marker': 'marks of lists have the colour of the text',
  '::file-selector-button': 'the button of the browser, beside ours',
  '::details-content': 'folds that are closed are not printed',
  'content-visibility': 'folds that are closed are not printed',
  'content-visibility: visible': 'folds that are closed are not printed',
  'field-sizing': 'a field for text keeps its lines and scrolls',
  'field-sizing: content': 'a field for text keeps its lines and scrolls',
  lh: 'a field for text keeps its lines and scrolls',
  'align-self: start': 'stretched instead',
  'align-self: end': 'stretched instead',
  'justify-content: start': 'begins there by itself',
  'justify-content: end': 'begins at the start',
  'flex-direction: row-reverse': 'a note of MDN on the order of the keyboard, which is that of the page',
  'scroll-padding-block-start': 'a heading may stand under the head that stays',
  'scroll-padding-block-end':
    'a field that the keyboard reaches may stand under the bar at the foot until one scrolls',
  'scroll-margin-block-start': 'a heading may stand under the head that stays',
  'break-after: avoid': 'a heading may end a printed page',
  orphans: 'a single line may end a printed page',
  widows: 'a single line may begin a printed page',
  '@page': 'sheets are set to size in the dialog that prints',
  size: 'sheets are set to size in the dialog that prints',
  page: 'sheets are set to size in the dialog that prints',
};

let tables;

function readTables() {
  tables ??= createRequire(import.meta.url)('@mdn/browser-compat-data').css;
  return tables;
}

/** Android's own view of pages is Chrome by its version, and its tables have holes; keywords of the mouse mean nothing to a finger. */
const lacking = (entry) =>
  entry?.__compat
    ? browsersWithout(entry).filter((name) => !['webview_android', 'firefox_android'].includes(name))
    : [];

const withoutStrings = (text) => text.replace(/"[^"]*"|'[^']*'|url\([^)]*\)/g, '""');
const ofTheirOwn = /^::?-(?:webkit|moz)-/;

function* gapsOfSelectors(head) {
  for (const selector of splitAtCommas(head))
    for (const [name] of withoutStrings(selector).matchAll(/::?[a-z-]+/g)) {
      const browsers = ofTheirOwn.test(name) ? [] : lacking(readTables().selectors[name.replace(/^:+/, '')]);
      if (browsers.length > 0) yield { name, browsers, selector };
    }
}

function* gapsOfCondition(head) {
  const name = /^@([\w-]+)/.exec(head)?.[1] ?? '';
  const rule = readTables()['at-rules'][name];
  yield { name: `@${name}`, browsers: lacking(rule) };
  if (name !== 'media') return;
  if (/[<>]/.test(head)) yield { name: '@media range', browsers: lacking(rule.range_syntax) };
  for (const [, feature] of head.matchAll(/\(\s*([\w-]+)/g))
    yield { name: `@media ${feature}`, browsers: lacking(rule[feature.replace(/^(?:min|max)-/, '')]) };
}

/** Units of windows that move and of lines, which MDN lists together with the property `length`. */
const newUnit = /^[\d.]+([sld]v(?:w|h|i|b|min|max)|lh|rlh|cap|ic|cq\w+)$/;

function* gapsOfLine(line) {
  const { property, value } = declared(line);
  const plain = withoutStrings(value);
  const entry = property.startsWith('--') ? undefined : readTables().properties[property];
  yield { name: property, browsers: lacking(entry) };
  for (const [word] of plain.matchAll(/[a-z][\w-]*/gi))
    if (entry && Object.hasOwn(entry, word))
      yield { name: `${property}: ${word}`, browsers: lacking(entry[word]) };
  const { types } = readTables();
  for (const [, name] of plain.matchAll(/([a-z-]+)\(/g))
    yield { name: `${name}()`, browsers: lacking(types[name] ?? types.color[name] ?? types.image[name]) };
  for (const number of plain.split(/[\s,()]+/)) {
    const unit = newUnit.exec(number)?.[1];
    if (unit) yield { name: unit, browsers: ['chrome', 'safari'] };
  }
}

export const isReadEverywhere = (line) => real(gapsOfLine(line)).length === 0;
export const isKnownEverywhere = (selector) => real(gapsOfSelectors(selector)).length === 0;

const real = (gaps) => [...gaps].filter(({ browsers }) => browsers.length > 0);

/** Whether a browser that passes a line over has an earlier one of the same property in its rule. */
const hasPlainLine = (lines, at) =>
  lines.slice(0, at).some((line) => bare(line) === bare(lines[at]) && isReadEverywhere(line));

/** A property without the prefix of a maker of browsers. */
const bare = (line) => declared(line).property.replace(/^-(?:webkit|moz)-/, '');

/** What stands behind a question is known to be there, but for what every rule is judged by: its selector. */
function* gapsOf(parts, within = '') {
  const lines = parts.filter(({ line }) => line !== undefined).map(({ line }) => line);
  for (const [at, line] of lines.entries())
    if (!within.includes('@supports') && !hasPlainLine(lines, at))
      for (const gap of real(gapsOfLine(line))) yield { ...gap, rule: within };
  for (const { head, parts: inner } of parts.filter((part) => part.head !== undefined)) {
    const gaps = head.startsWith('@') ? gapsOfCondition(head) : gapsOfSelectors(head);
    for (const gap of real(gaps))
      yield { ...gap, rule: head, ...(!head.startsWith('@') && { alone: splitAtCommas(head).length === 1 }) };
    yield* gapsOf(inner, `${within} ${head}`);
  }
}

/** @throws Error that names what the oldest browsers lack */
export function refuseStyleGaps(sheet, css) {
  const gaps = styleGaps(css).filter(
    ({ name, alone }) => alone === false || !Object.hasOwn(doneWithout, name),
  );
  if (gaps.length === 0) return;
  const lines = gaps.map(
    ({ name, browsers, rule }) => `  ${name} in ${rule.trim()}: not in ${browsers.join(', ')}`,
  );
  throw new Error(
    `${sheet} uses what the oldest browsers of package.json lack. Write a plain line before it, put it behind @supports, or say in styleGaps.mjs what a page does without it:\n${lines.join('\n')}`,
  );
}

/** @returns {{ name: string, browsers: string[], rule: string }[]} those of `doneWithout` included */
export function styleGaps(css) {
  return [...gapsOf(readSheet(css))];
}
