/** Open questions of instruments in one wave: asked once where they are the same, each by itself where two are called alike. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { askedTogether } from '../../server/instruments/askedTogether.ts';
import { compileQuestionnaire, QuestionnaireError } from '../../server/instruments/compileQuestionnaire.ts';
import { loadInstruments } from '../../server/instruments/loadInstruments.ts';
import { dimension, question, smallInstrument } from './smallInstrument.ts';

const shipped = loadInstruments(join(import.meta.dirname, '../../surveys'));
const open = (fa: string, more = {}) => ({ id: 'comment', title: { fa }, ...more });
const asking = (id: string, openQuestions: object[], more = {}) =>
  smallInstrument({ id, dimensions: [dimension(`${id}x`, 2)], openQuestions, ...more });
const questions = (...instruments: ReturnType<typeof asking>[]) =>
  compileQuestionnaire(askedTogether(instruments)).openQuestions.map(({ id, title }) => [id, title.fa]);

describe('instruments asked together', () => {
  it('keep two questions that are called alike apart, whichever comes first', () => {
    assert.deepEqual(questions(asking('one', [open('الف')]), asking('two', [open('ب')])), [
      ['comment', 'الف'],
      ['two-comment', 'ب'],
    ]);
    assert.deepEqual(questions(asking('two', [open('ب')]), asking('one', [open('الف')])), [
      ['comment', 'ب'],
      ['one-comment', 'الف'],
    ]);
  });

  it('ask once what differs in nothing that people read in Persian', () => {
    const [first, second] = [asking('one', [open('الف')]), asking('two', [open('الف', { maxLength: 300 })])];
    assert.deepEqual(questions(first, second, asking('three', [open('الف')])), [['comment', 'الف']]);
  });

  it('give no id that another question has, and change nothing when it is done again', () => {
    const taken = { id: 'two-comment', title: { fa: 'پ' } };
    const together = askedTogether([asking('one', [open('الف')]), asking('two', [taken, open('ب')])]);
    assert.deepEqual(
      together[1]?.openQuestions.map(({ id }) => id),
      ['two-comment', 'two-comment2'],
    );
    assert.deepEqual(askedTogether(together), together);
  });

  it('still refuse a background question that differs, which is asked of a person once', () => {
    const other = { demographics: [question('gender', ['one', 'two'])] };
    const both = askedTogether([asking('one', []), asking('two', [], other)]);
    assert.throws(() => compileQuestionnaire(both), QuestionnaireError);
  });

  it('include every pair of shipped instruments that measures different things', () => {
    for (const one of shipped)
      for (const other of shipped) {
        const isShortOf = one.shortFormOf?.id === other.id || other.shortFormOf?.id === one.id;
        const isSibling = one.shortFormOf !== undefined && one.shortFormOf.id === other.shortFormOf?.id;
        if (one === other || isShortOf || isSibling) continue;
        compileQuestionnaire(askedTogether([one, other]));
      }
  });
});
