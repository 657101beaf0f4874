/** Every letter of the one list, read by the server and by the script that filters lists in the browser, as it is bundled for it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { foldedLetters } from '../../server/i18n/alikeLetters.ts';
import { normaliseTyped, parseNumber } from '../../server/i18n/digits.ts';
import { key } from '../../server/i18n/text.ts';
import { projectRoot } from '../../server/projectRoot.ts';

type Fold = (text: string) => string;

/** What pages take from text.ts, with the format and target of public/build. */
async function bundledFold(): Promise<Fold> {
  const { outputFiles } = await build({
    stdin: { contents: "export { key } from './text.ts'", resolveDir: join(projectRoot, 'server/i18n') },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'page',
    target: ['es2020'],
  });
  return runInNewContext(`${outputFiles[0]!.text}; page.key`);
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));

const invisible = [
  ...range(0x200b, 0x200f),
  ...range(0x202a, 0x202e),
  ...range(0x2066, 0x2069),
  ...range(0x2060, 0x2064),
  ...range(0x206a, 0x206f),
  ...range(0xfe00, 0xfe0f),
  ...range(0x180b, 0x180e),
  ...'\u00ad\u034f\u061c\u115f\u1160\u3164\uffa0\ufeff\u{e0001}\u{e0100}',
];
const hyphens = [...range(0x2010, 0x2015), ...'\u2212\ufe63\uff0d'];
const digitZeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10];

describe('letters that stand for one another', () => {
  let folds: [string, Fold][] = [];
  before(async () => {
    folds = [
      ['server', key],
      ['browser', await bundledFold()],
    ];
  });
  const bothGive = (typed: string, expected: string) => {
    for (const [where, fold] of folds) assert.equal(fold(typed), expected, `${where}: ${codePoints(typed)}`);
  };

  it('are one letter for a search', () => {
    for (const [letter, alike] of Object.entries(foldedLetters))
      for (const other of alike) bothGive(`ب${other}`, `ب${letter}`);
    for (const letter of 'كيىةەۆۇؽێېأإآٱؤئۀ') assert.notEqual(key(letter), letter);
  });

  it('are one letter when a PDF gives them by their place in a word', () => {
    for (const [form, letter] of [...Object.entries({ ﻚ: 'ک', ﻲ: 'ی', ﺔ: 'ه', ﺄ: 'ا', ﻼ: 'لا' })])
      bothGive(form, letter);
  });

  it('lose what is not seen, spaces, tatweel and vowel signs', () => {
    for (const character of [...invisible, ' ', '\u00a0', '\u0640', ...range(0x64b, 0x655), '\u0670'])
      bothGive(`می${character}شود`, 'میشود');
  });

  it('have one hyphen and one set of digits', () => {
    for (const hyphen of hyphens) bothGive(`الف${hyphen}ب`, 'الف-ب');
    for (const zero of digitZeros) bothGive(range(zero, zero + 9).join(''), '0123456789');
  });
});

describe('normaliseTyped', () => {
  it('reads digits of every script', () => {
    for (const zero of digitZeros) assert.equal(normaliseTyped(range(zero, zero + 9).join('')), '0123456789');
  });

  it('drops what is not seen', () => {
    for (const character of invisible)
      assert.equal(normaliseTyped(`12${character}3`), '123', codePoints(character));
  });

  it('has one sign for hyphen and minus', () => {
    for (const hyphen of hyphens) {
      assert.equal(normaliseTyped(`ea${hyphen}hq`), 'ea-hq');
      assert.equal(parseNumber(`${hyphen}۳`), -3);
    }
  });

  it('takes spaces off the ends and leaves those between', () => {
    assert.equal(normaliseTyped(' \u00a0۱۲ ۳۴\u200f '), '12 34');
  });
});

/** Invisible characters have to be seen in a message. */
function codePoints(text: string): string {
  return [...text].map((one) => `U+${one.codePointAt(0)!.toString(16).padStart(4, '0')}`).join(' ');
}
