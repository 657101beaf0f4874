import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeAnswers,
  encodeAnswers,
  hasNoItemAnswer,
  isAsked,
  validateAnswers,
} from '../../server/instruments/answers.ts';
import {
  compileQuestionnaire,
  type QuestionnaireError,
} from '../../server/instruments/compileQuestionnaire.ts';
import { pagesOf } from '../../server/instruments/pagesOf.ts';
import { scoreAnswers } from '../../server/instruments/scoreAnswers.ts';
import { dimension, question, smallInstrument } from './smallInstrument.ts';

const controls = [{ id: 'free', text: { fa: 'آزادانه پاسخ دادم' } }];
const first = smallInstrument({ controls });
const second = smallInstrument({ id: 'second', dimensions: [dimension('c', 5)], controls });
const both = compileQuestionnaire([first, second]);

describe('a questionnaire of several instruments', () => {
  it('asks every item in order and control statements once, last', () => {
    const ids = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1', 'c2', 'c3', 'c4', 'c5', 'free'];
    assert.deepEqual(
      both.items.map(({ id }) => id),
      ids,
    );
    assert.deepEqual(
      both.dimensions.map(({ items }) => items),
      [
        [0, 1, 2],
        [3, 4],
        [5, 6, 7, 8, 9],
      ],
    );
    assert.equal(both.items[10]!.dimension, null);
    assert.equal(both.minutes, 2);
  });

  it('asks shared questions once', () => {
    assert.deepEqual(
      both.demographics.map(({ id }) => id),
      ['gender', 'grade'],
    );
    assert.deepEqual(
      both.openQuestions.map(({ id }) => id),
      ['comment'],
    );
  });

  it('is refused when ids of dimensions or items repeat, with all reasons', () => {
    const clash = smallInstrument({ id: 'clash', dimensions: [dimension('a', 1)] });
    assert.throws(
      () => compileQuestionnaire([first, clash]),
      (error: QuestionnaireError) => {
        assert.equal(error.problems.length, 2);
        assert.match(error.message, /dimension "a" is in both "small" and "clash"/);
        return true;
      },
    );
    assert.throws(() => compileQuestionnaire([first, first]), /instrument "small"/);
  });

  it('is refused when a shared question differs or an id means two things', () => {
    const other = { id: 'other', dimensions: [dimension('c', 1)] };
    const differs = smallInstrument({ ...other, demographics: [question('gender', ['male', 'female'])] });
    assert.throws(() => compileQuestionnaire([first, differs]), /question "gender" differs/);
    const twoThings = smallInstrument({ ...other, demographics: [question('a1', ['x', 'y'])] });
    assert.throws(() => compileQuestionnaire([first, twoThings]), /"a1" is the id of both/);
  });
});

describe('pages of a questionnaire', () => {
  it('hold a few items each, evenly, never of two dimensions', () => {
    const pages = pagesOf(both, { itemsPerPage: 3 });
    assert.deepEqual(
      pages.map(({ items }) => items),
      [[0, 1, 2], [3, 4], [5, 6, 7], [8, 9], [10]],
    );
    assert.deepEqual(
      pages.map((page) => page.dimension),
      ['a', 'b', 'c', 'c', null],
    );
  });

  it('are headed by the plain topic where there is one', () => {
    const named = { ...dimension('a', 2), topic: { fa: 'کار با هم' } };
    const pages = pagesOf(compileQuestionnaire([smallInstrument({ dimensions: [named] })]), {
      itemsPerPage: 5,
    });
    assert.equal(pages[0]!.topic?.fa, 'کار با هم');
  });
});

describe('answers', () => {
  it('are one byte an item and one a background question', () => {
    const answers = {
      items: { a1: 5, a2: 'notApplicable', free: 1 },
      demographics: { grade: 'other' },
    } as const;
    const encoded = encodeAnswers(both, answers);
    assert.deepEqual([...encoded.items], [5, 255, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    assert.deepEqual([...encoded.demographics], [0, 2]);
    assert.deepEqual(decodeAnswers(both, encoded), answers);
  });

  it('come back as they were, whatever they are', () => {
    const byte = fc.constantFrom(0, 1, 2, 3, 4, 5, 255);
    const items = fc.array(byte, { minLength: 11, maxLength: 11 });
    const demographics = fc.array(fc.constantFrom(0, 1, 2), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(items, demographics, (itemBytes, demographicBytes) => {
        const encoded = {
          items: Uint8Array.from(itemBytes),
          demographics: Uint8Array.from(demographicBytes),
        };
        assert.deepEqual(encodeAnswers(both, decodeAnswers(both, encoded)), encoded);
      }),
    );
  });

  it('are refused by id with the reason', () => {
    const problems = validateAnswers(both, {
      items: { a1: 6, a2: 2.5, a3: 0, b1: null, nobody: 1 },
      demographics: { gender: 'cat', grade: '' },
      openAnswers: { comment: 'x'.repeat(2001) },
    });
    assert.deepEqual(problems, [
      { id: 'a1', problem: 'outOfRange' },
      { id: 'a2', problem: 'outOfRange' },
      { id: 'a3', problem: 'outOfRange' },
      { id: 'nobody', problem: 'unknown' },
      { id: 'gender', problem: 'noSuchOption' },
      { id: 'comment', problem: 'tooLong' },
    ]);
    assert.deepEqual(validateAnswers(both, { items: {} }), []);
  });

  it('may say «does not apply» only where the scale offers it', () => {
    const scale = { points: 2, labels: [{ fa: 'نه' }, { fa: 'بله' }] };
    const plain = compileQuestionnaire([smallInstrument({ scale })]);
    assert.equal(validateAnswers(plain, { items: { a1: 'notApplicable' } }).length, 1);
  });

  it('leave out questions that were not to be asked', () => {
    const [gender, grade] = [question('gender', ['female', 'male']), question('grade', ['head', 'other'])];
    const dependent = { ...grade, showIf: { question: 'gender', is: ['male'] } };
    const asked = compileQuestionnaire([smallInstrument({ demographics: [gender, dependent] })]);
    assert.equal(isAsked(asked.demographics[1]!, { gender: 'female' }), false);
    const encode = (sex: string) => [
      ...encodeAnswers(asked, { items: {}, demographics: { gender: sex, grade: 'head' } }).demographics,
    ];
    assert.deepEqual(
      [encode('female'), encode('male')],
      [
        [1, 0],
        [2, 1],
      ],
    );
  });

  it('are empty without a single answer on a scale', () => {
    assert.equal(hasNoItemAnswer(Uint8Array.from([0, 255, 0])), true);
    assert.equal(hasNoItemAnswer(Uint8Array.from([0, 1])), false);
  });

  it('are scored by dimension and instrument, control statements aside', () => {
    const items = { a1: 5, a2: 1, b1: 3, b2: 3, c1: 5, free: 1 };
    const { dimensions, indexes } = scoreAnswers(both, encodeAnswers(both, { items }).items);
    assert.deepEqual(dimensions, [100, 50, null]);
    assert.deepEqual(indexes, [75, null]);
  });
});
