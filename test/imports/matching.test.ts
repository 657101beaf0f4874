/** Headings and labels as other programs write them: each is one question or one answer, or left to a person. */
import assert from 'node:assert/strict';
import { type Known, knownOf } from '../../server/imports/foreign/known.ts';
import { headingMatcher } from '../../server/imports/foreign/matchHeadings.ts';
import { matchLabels } from '../../server/imports/foreign/matchLabels.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { instrument } from '../support/situation.ts';

const culture = instrument('culture');
const known: Known = knownOf(compileQuestionnaire([culture]), [
  { code: 'hq', level: 'province', nameFa: 'استانداری', nameEn: 'Headquarters', parent: null },
]);
const first = culture.dimensions[0]!.items[0]!;
const scale = known.groups.find(({ kind }) => kind === 'scale')!;
const words = culture.scale.labels.map(({ fa }) => fa);
const match = headingMatcher(known, new Map());
const values = (labels: string[]) => matchLabels(scale, labels, new Map());

describe('headings of other programs', () => {
  const { fa, en = '' } = first.text;
  for (const [program, heading] of Object.entries({
    'a code': first.id,
    'a code in capitals': first.id.toUpperCase(),
    'LimeSurvey: question and row': `G01Q02[${first.id}]`,
    'LimeSurvey: texts': `لطفاً نظر خود را بگویید [${fa}]`,
    'LimeSurvey: code and text': `${first.id}. ${fa}`,
    'KoboToolbox: the path': `culture/${first.id}`,
    'Google Forms: a grid': `نظر شما [${fa}]`,
    'Porsline: numbered': `۱۲. ${fa}`,
    'a number and a bracket': `۳) ${fa}`,
    'Arabic letters, no half-spaces': fa.replaceAll('ی', 'ي').replaceAll('ک', 'ك').replaceAll('\u200c', ' '),
    'tags of HTML': `<p><strong>${fa}</strong></p>`,
    'a text in English': en,
    'a text cut off': `${fa.slice(0, 24)}...`,
  }))
    it(`are found by ${program}`, () => assert.equal(match(heading), first.id));

  it('are none where they could be two, or only resemble one', () => {
    const same = structuredClone(culture);
    same.dimensions[0]!.items[1]!.text = structuredClone(first.text);
    const twice = headingMatcher(knownOf(compileQuestionnaire([same]), []), new Map());
    assert.equal(twice(fa), null);
    assert.equal(match(`${fa.slice(0, 20)}`), null);
    assert.equal(match('Timestamp'), null);
    assert.equal(match(''), null);
    assert.equal(match('...'), null);
  });

  it('mean what a person has said before', () => {
    const taught = headingMatcher(
      known,
      new Map([
        ['q7', first.id],
        ['gender', ''],
      ]),
    );
    assert.equal(taught('Q 7'), first.id);
    assert.equal(taught('gender'), null);
  });

  it('do not take long with many signs', () => {
    for (const sign of ['[', ']', '<', '.', ' ', '(', '1. '])
      assert.equal(match(sign.repeat(50_000)), null, sign);
  });
});

describe('labels of other programs', () => {
  it('are the words of a scale in any spelling, with or without its number', () => {
    assert.deepEqual(values(words), ['1', '2', '3', '4', '5']);
    assert.deepEqual(values(words.map((word, at) => `${at + 1} - ${word}`)), ['1', '2', '3', '4', '5']);
    assert.deepEqual(values(words.map((word, at) => `${word} (${at + 1})`)), ['1', '2', '3', '4', '5']);
    assert.deepEqual(values(words.map((word) => word.replaceAll('ی', 'ي').replace('ً', ''))), [
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    assert.deepEqual(values(['۱', '2.0', '٣', 'n_a']), ['1', '2', '3', 'notApplicable']);
  });

  it('are left to a person where the number says something else, and where the scale begins with 0', () => {
    assert.deepEqual(values([`5 - ${words[0]}`]), ['']);
    assert.deepEqual(values(['0', '1', '4']), ['', '', '']);
    assert.deepEqual(values(['A1', 'خوب', '7']), ['', '', '']);
    assert.deepEqual(
      values([`0 - ${words[0]}`, `1 - ${words[1]}`]),
      ['1', '2'].map((_, at) => (at ? '' : '1')),
    );
  });

  it('are offices by code or name, and options by id or title', () => {
    const offices = known.groups[0]!;
    assert.deepEqual(matchLabels(offices, ['hq', 'استانداري', 'headquarters', 'x'], new Map()), [
      'hq',
      'hq',
      'hq',
      '',
    ]);
    const [question] = culture.demographics;
    const group = known.groups.find(({ id }) => id === `d.${question!.id}`)!;
    const [option] = question!.options;
    assert.deepEqual(matchLabels(group, [option!.id, option!.title.fa], new Map()), [option!.id, option!.id]);
  });
});
