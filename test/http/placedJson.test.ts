/** JSON with places: what JSON.parse reads is read alike, and everything else is refused where it breaks, in a sentence. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonSyntaxError, parsePositionedJson } from '../../server/http/positionedJson.ts';
import { translator } from '../../server/i18n/translator.ts';

function problemOf(text: string) {
  try {
    parsePositionedJson(text);
  } catch (error) {
    assert.ok(error instanceof JsonSyntaxError, String(error));
    return error.problem;
  }
  return null;
}

const broken: [string, number, string][] = [
  ['', 1, 'ValueExpected'],
  ['{"a": 1,}', 9, 'PropertyNameExpected'],
  ['[1,]', 4, 'ValueExpected'],
  ['[1 2]', 4, 'CommaExpected'],
  ['{"a" 1}', 6, 'ColonExpected'],
  ['{"a": "x}', 7, 'UnexpectedEndOfString'],
  ['{"a": 1', 8, 'CloseBraceExpected'],
  ['[[1]', 5, 'CloseBracketExpected'],
  ['{} {}', 4, 'EndOfFileExpected'],
  ['{"a": 01}', 8, 'CommaExpected'],
  ["{'a': 1}", 2, 'InvalidSymbol'],
  ['[1.]', 2, 'UnexpectedEndOfNumber'],
  ['["\t"]', 2, 'InvalidCharacter'],
  ['["\\x"]', 2, 'InvalidEscapeCharacter'],
  ['["\\u12"]', 2, 'InvalidUnicode'],
  ['// note\n1', 1, 'InvalidCommentToken'],
  ['['.repeat(100_000), 66, 'deep'],
];

describe('JSON with places', () => {
  for (const [text, column, what] of broken) {
    it(`refuses ${JSON.stringify(text.slice(0, 12))} where it breaks, with what to do in both languages`, () => {
      const problem = problemOf(text);
      assert.deepEqual([problem?.column, problem?.message], [column, `errors:json.${what}`]);
      assert.match(translator('fa')(problem?.message ?? ''), /[\u0600-\u06ff]{3}.*؛|بگذارید|ببندید/);
      assert.match(translator('en')(problem?.message ?? ''), / /);
    });
  }

  it('reads what JSON.parse reads, and places every value', () => {
    const text = '\ufeff{\n  "a": [1, {"b": null}],\r\n  "c": "x"\n}';
    const { value, positionOf, duplicates } = parsePositionedJson(text);
    assert.deepEqual(value, { a: [1, { b: null }], c: 'x' });
    assert.deepEqual(positionOf(['a', 1, 'b']), { line: 2, column: 18 });
    assert.deepEqual(positionOf(['c']), { line: 3, column: 8 });
    assert.deepEqual(positionOf(['a', 1, 'missing', 'deeper']), { line: 2, column: 12 });
    assert.deepEqual(duplicates, []);
    assert.deepEqual(parsePositionedJson('{"a": {"b": 1, "b": 2}}').duplicates, [['a', 'b']]);
  });

  it('accepts a text exactly when JSON.parse does', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      'nul',
      ' ',
      '\n',
      '//',
    );
    const anyText = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.json(),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        let parsed: unknown;
        let isJson = true;
        try {
          parsed = JSON.parse(text);
        } catch {
          isJson = false;
        }
        assert.equal(problemOf(text) === null, isJson, text);
        if (isJson) assert.deepEqual(parsePositionedJson(text).value, parsed);
      }),
      { numRuns: 500 },
    );
  });
});
