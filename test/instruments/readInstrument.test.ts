import assert from 'node:assert/strict';
import { translator } from '../../server/i18n/translator.ts';
import {
  InstrumentFileError,
  type InstrumentProblem,
  parseInstrument,
  readInstrumentFile,
} from '../../server/instruments/readInstrument.ts';
import { dimension, question, smallFile, smallInstrument } from './smallInstrument.ts';

const sentence = ({ message, values }: InstrumentProblem) => translator('en')(message, values);

function problemsOf(file: unknown) {
  const text = typeof file === 'string' ? file : JSON.stringify(file, null, 1);
  try {
    parseInstrument(text, 'x.json');
  } catch (error) {
    assert(error instanceof InstrumentFileError);
    return error.problems;
  }
  return [];
}

describe('reading an instrument file', () => {
  it('fills in what may be left out', () => {
    const { scale, dimensions, id, title } = smallFile();
    const instrument = parseInstrument(JSON.stringify({ id, title, scale, dimensions }), 'x.json');
    assert.equal(instrument.version, 1);
    assert.equal(instrument.bands.length, 5);
    assert.equal(instrument.bands[1]!.from, 100 / 3);
    assert.equal(instrument.ideal, null);
    assert.equal(instrument.minutes, 1);
    assert.deepEqual([instrument.demographics, instrument.openQuestions, instrument.controls], [[], [], []]);
    assert.equal(instrument.dimensions[0]!.items[0]!.reverse, false);
    assert.equal(smallInstrument().openQuestions[0]!.maxLength, 2000);
  });

  it('cleans its texts and allows a BOM', () => {
    const text = `\ufeff${JSON.stringify(smallFile({ title: { fa: ' \u0643تاب  \u200cها ' } }))}`;
    assert.equal(parseInstrument(text, 'x.json').title.fa, 'کتاب ها');
  });

  it('names line, column and what was expected where the JSON breaks', () => {
    const broken = '{\n  "id": "x",\n  "version": one\n}';
    assert.deepEqual(problemsOf(broken), [
      { file: 'x.json', line: 3, column: 14, field: '', message: 'errors:json.InvalidSymbol', values: {} },
    ]);
  });

  it('names every error at once, in the order of the file', () => {
    const file = smallFile({
      title: { en: 'No Persian' },
      ideal: 120,
      outcome: 'joy',
      dimensions: [dimension('a', 2), dimension('a', 1)],
    });
    const problems = problemsOf(file);
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['title.fa', 'dimensions[1].id', 'dimensions[1].items[0].id', 'ideal', 'outcome'],
    );
    assert.match(sentence(problems[0]!), /missing; add a text in double quotes/);
    assert.equal(problems[0]!.line, 4);
  });

  const scale = smallFile().scale;
  const spoiled: [string, Record<string, unknown>, string, RegExp][] = [
    [
      'one label for each point',
      { scale: { ...scale, labels: scale.labels.slice(1) } },
      'scale.labels',
      /5 in all; there are 4/,
    ],
    ['2 to 11 points', { scale: { ...scale, points: 12 } }, 'scale.points', /2 to 11/],
    ['a safe id', { id: '../etc' }, 'id', /an id must begin/],
    ['a version from 1', { version: 0 }, 'version', /1 or more; found “0”/],
    ['known fields', { dimension: [] }, 'dimension', /no field “dimension”/],
    ['bands from 0', { bands: [{ from: 10, title: { fa: 'ب' } }] }, 'bands[0].from', /begin at 0; found 10/],
    [
      'rising bands',
      { bands: [0, 50, 50].map((from) => ({ from, title: { fa: 'ب' } })) },
      'bands[2].from',
      /above 50; found 50/,
    ],
    ['an outcome among the dimensions', { outcome: 'c' }, 'outcome', /a, b/],
    ['an earlier version', { previousVersion: 1 }, 'previousVersion', /lower than 1/],
    [
      'options with ids of their own',
      { demographics: [question('q', ['x', 'x'])] },
      'demographics[0].options[1].id',
      /another option/,
    ],
    [
      'no reserved option',
      { demographics: [question('q', ['NA', 'x'])] },
      'demographics[0].options[0].id',
      /CSV/,
    ],
    ['no reserved column', { demographics: [question('office', ['x', 'y'])] }, 'demographics[0].id', /CSV/],
    [
      'columns of their own',
      { openQuestions: [{ id: 'a1', title: { fa: 'نظر' } }] },
      'openQuestions[0].id',
      /earlier/,
    ],
  ];
  for (const [expected, overrides, path, message] of spoiled) {
    it(`expects ${expected}`, () => {
      const problems = problemsOf(smallFile(overrides));
      assert.deepEqual(
        problems.map(({ field }) => field),
        [path],
      );
      assert.match(sentence(problems[0]!), message);
      const persian = translator('fa')(problems[0]!.message, problems[0]!.values);
      assert.match(persian, /[\u0600-\u06ff]{3}/);
      assert.doesNotMatch(persian, /[{}$]|instruments:/);
    });
  }

  it('says of every kind of value in both languages that it is missing or wrong', () => {
    for (const lang of ['fa', 'en'] as const) {
      for (const kind of ['string', 'number', 'int', 'boolean', 'array', 'object']) {
        for (const message of ['instruments:file.missing', 'instruments:file.type']) {
          const said = translator(lang)(message, { kind, found: 'x' });
          assert.doesNotMatch(said, /instruments:|[{}$]/, said);
        }
      }
    }
  });

  it('refuses showIf on scored items, with the reason', () => {
    const first = dimension('a', 2);
    const items = [{ ...first.items[0], showIf: { question: 'gender', is: ['male'] } }];
    const problems = problemsOf(smallFile({ dimensions: [{ ...first, items }] }));
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['dimensions[0].items[0].showIf'],
    );
    assert.match(sentence(problems[0]!), /every item is asked of everyone/);
  });

  it('lets showIf speak of earlier background questions and their options only', () => {
    const [gender, grade] = smallFile().demographics;
    const early = { ...gender, showIf: { question: 'grade', is: ['head'] } };
    assert.equal(
      problemsOf(smallFile({ demographics: [early, grade] }))[0]!.field,
      'demographics[0].showIf.question',
    );
    const wrong = { ...grade, showIf: { question: 'gender', is: ['male', 'none'] } };
    assert.equal(
      problemsOf(smallFile({ demographics: [gender, wrong] }))[0]!.field,
      'demographics[1].showIf.is[1]',
    );
    const right = { ...grade, showIf: { question: 'gender', is: ['male'] } };
    assert.deepEqual(problemsOf(smallFile({ demographics: [gender, right] })), []);
  });

  it('refuses a name given twice, which JSON would silently accept', () => {
    const text = JSON.stringify(smallFile()).replace('"version":1', '"version":1,"version":2');
    assert.deepEqual(
      problemsOf(text).map(({ field }) => field),
      ['version'],
    );
  });

  it('survives any JSON', () => {
    for (const text of [
      'null',
      '[]',
      '5',
      '{}',
      '{"dimensions":[null,{"items":[1]}],"scale":null,"bands":5}',
    ])
      assert.notEqual(problemsOf(text).length, 0);
  });

  it('lets the system tell when a file cannot be read', () => {
    assert.throws(() => readInstrumentFile('/nowhere/instrument.json'), { code: 'ENOENT' });
  });
});
