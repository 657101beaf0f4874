/**
 * Every sentence that reports and comparisons can say is said of an input that makes it true, and not said of one that misses it narrowly.
 * A sentence without such a pair fails here by its key. `npx tsx test/reportPages/listSentences.ts` writes them all with their texts.
 */
import assert from 'node:assert/strict';
import type { Branch } from '../../server/campaigns/progress/presentRates.ts';
import { rateKind, rateKinds } from '../../server/campaigns/progress/rateKind.ts';
import { localeFiles } from '../../server/i18n/translator.ts';
import { presentComments } from '../../server/reportPages/presentComments.ts';
import type { Scope } from '../../server/reports/scope.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { smallWave } from '../reports/smallWave.ts';
import { useDatabase } from '../support/testStore.ts';
import { alikeCases } from './alikeCases.ts';
import { comparisonCases } from './comparisonCases.ts';
import { detailCases } from './detailCases.ts';
import { instrument } from './madeReports.ts';
import { keysIn, marked } from './markedReader.ts';
import { plainTexts } from './plainTexts.ts';
import { reportCases } from './reportCases.ts';
import { sentenceKeys } from './sentenceKeys.ts';
import { province } from './storedWave.ts';
import { summaryCases } from './summaryCases.ts';
import { yearsCases } from './yearsCases.ts';

const progress = (localeFiles() as unknown as { fa: { progress: { map: Record<string, string> } } }).fa
  .progress.map;
const cases = [
  ...summaryCases,
  ...reportCases,
  ...detailCases,
  ...comparisonCases,
  ...alikeCases,
  ...yearsCases,
];

describe('sentences of reports and comparisons', () => {
  it('are each said where they are true, and not where that is narrowly missed', () => {
    const wrong = cases.flatMap(({ keys, given, near }) => {
      const [said, missed] = [keysIn(given(marked)), keysIn(near(marked))];
      return [
        ...keys.filter((key) => !said.has(key)).map((key) => `${key} is not said where it is true`),
        ...keys.filter((key) => missed.has(key)).map((key) => `${key} is said by its near miss, too`),
      ];
    });
    assert.deepEqual(wrong, []);
    assert.ok(cases.length > 150, `only ${cases.length} cases`);
  });

  it('have a case each', () => {
    const said = ['tooFew', 'joined', 'elsewhere', 'note', 'spoken', 'spokenEqual', 'noTheme', 'wider'];
    const comments = said.map((name) => `comments.${name}`);
    const covered = new Set([...cases.flatMap(({ keys }) => keys), ...plainTexts, ...comments]);
    const keys = sentenceKeys();
    assert.ok(keys.length > 200, `only ${keys.length} keys were found`);
    assert.deepEqual(
      keys.filter((key) => !covered.has(key)),
      [],
    );
  });

  it('claim nothing where they are plain texts, which a case would not fit', () => {
    const cased = new Set(cases.flatMap(({ keys }) => keys));
    const keys = new Set(sentenceKeys());
    assert.deepEqual(
      plainTexts.filter((key) => cased.has(key) || !keys.has(key)),
      [],
    );
  });

  it('say on the map of a running wave whether a step holds the target', () => {
    const branch = (atLeast: number, atMost: number) =>
      ({ headcount: 100, rate: 0.5, step: { invited: 100, atLeast, atMost, share: 0.5 } }) as Branch;
    const kinds = [branch(60, 64), branch(59, 64), branch(55, 60), branch(55, 59)].map((one) =>
      rateKind(one, 0.6),
    );
    assert.deepEqual(kinds, ['reached', 'unclear', 'unclear', 'below']);
    assert.equal(rateKind({ ...branch(60, 64), rate: null }, 0.6), 'notYet');
    assert.ok(rateKinds.every((kind) => progress[kind]));
  });
});

describe('the sentences about comments', () => {
  useDatabase();
  const write = (unit: string, count: number) =>
    CommentModel.insertMany(
      Array.from({ length: count }, (_, i) => ({
        ...{ _id: `${unit}-${i}`, wave: 'wave', unit, question: 'comment', text: 'سخن', review: 'approved' },
      })),
    );
  const asked = { ...instrument, openQuestions: [{ id: 'comment', title: { fa: 'نظر' } }] };
  const { wave: small } = smallWave([], province, { id: 'wave', units: {} });
  const said = async (office: string, scope: Scope, changes: Partial<Wave> = {}) =>
    keysIn(
      await presentComments({ ...small, instruments: [asked], ...changes } as Wave, office, scope, marked),
    );

  it('say too few of nine people who wrote one, and not of ten', async () => {
    await write('north', 10);
    await write('south', 9);
    assert.equal((await said('north', 'own')).has('comments.tooFew'), false);
    assert.equal((await said('south', 'own')).has('comments.tooFew'), true);
  });

  it('say that they were read before showing where one is shown, and not where all wait', async () => {
    await write('north', 10);
    assert.ok((await said('north', 'own')).has('comments.note'));
    await CommentModel.updateMany({ unit: 'north' }, { $set: { review: 'pending' } });
    assert.ok(!(await said('north', 'own')).has('comments.note'));
  });

  it('say whose they are where nine and one are read together, and not where they are read apart', async () => {
    await write('small', 9);
    await write('tiny', 1);
    const joined = { commentsJoin: true };
    assert.ok((await said('north', 'subtree', joined)).has('comments.joined'));
    assert.ok((await said('small', 'own', joined)).has('comments.elsewhere'));
    assert.ok(!(await said('north', 'subtree')).has('comments.joined'));
    assert.ok(!(await said('small', 'own')).has('comments.elsewhere'));
  });
});
