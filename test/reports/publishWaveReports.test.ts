/** Published reports: made from stored tallies, the same each time, hidden until the release, and proved by verify. */
import assert from 'node:assert/strict';
import { randomId } from '../../server/database/randomId.ts';
import { publishWaveReports } from '../../server/reports/making/publishWaveReports.ts';
import {
  findPublishedComparison,
  findPublishedReport,
  streamPublishedReports,
} from '../../server/reports/published/findPublished.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import type { TestedDifference } from '../../server/reports/published/reportObject.ts';
import { saveTally, TallyModel } from '../../server/reports/tally/tallyModel.ts';
import { verifyWave } from '../../server/reports/tally/verifyWave.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { useDatabase } from '../support/testStore.ts';
import { type Answer, encode, instrument, smallWave } from './smallWave.ts';

const small = instrument({ dimensions: { trust: ['t1', 't2'], pay: ['p1'] } });
const sheets = (n: number, start: number): Answer[][] =>
  Array.from({ length: n }, (_, r) => [1 + ((r + start) % 5), 1 + ((r * 3) % 5), 1 + ((r * 2 + start) % 5)]);
const offices = {
  root: { headcount: 40, answers: sheets(30, 0) },
  a: { parent: 'root', headcount: 30, answers: sheets(20, 1) },
  b: { parent: 'root', headcount: 30, answers: sheets(25, 3) },
  c: { parent: 'a', headcount: 6, answers: sheets(6, 3) },
  d: { parent: 'a', headcount: 9, answers: sheets(7, 3) },
};

async function storedWave(state: Wave['state']): Promise<Wave> {
  const { wave, tallies } = smallWave([small], offices, { units: { 'a.small': ['c', 'd'] } });
  await WaveModel.create({ ...wave, title: 'آزمون', state });
  for (const [unit, tally] of tallies) await saveTally(wave._id, unit, tally);
  for (const office of wave.offices) {
    const rows = encode([small], offices[office.code as keyof typeof offices].answers);
    await ResponseModel.create(
      rows.map(({ answers, demographics }) => ({
        _id: randomId(),
        wave: wave._id,
        unit: office.unit,
        answers: Buffer.from(answers),
        demographics: Buffer.from(demographics),
      })),
    );
  }
  return await WaveModel.findById(wave._id).orFail().lean();
}

describe('published reports', () => {
  useDatabase();

  it('are stored for every office, scope and merged group, with progress, and again the same', async () => {
    const wave = await storedWave('released');
    const steps: [number, number][] = [];
    const count = await publishWaveReports(wave._id, (done, all) => steps.push([done, all]));
    assert.equal(count, 11);
    assert.deepEqual(steps.at(-1), [11, 11]);
    const first = await PublishedReportModel.find().sort({ _id: 1 }).lean();
    await publishWaveReports(wave._id);
    assert.deepEqual(await PublishedReportModel.find().sort({ _id: 1 }).lean(), first);
  });

  it('are found by office, scope and unit', async () => {
    const wave = await storedWave('released');
    await publishWaveReports(wave._id);
    assert.equal((await findPublishedReport(wave, 'a'))?.responses, 20);
    assert.equal((await findPublishedReport(wave, 'a', 'subtree'))?.responses, 33);
    assert.equal((await findPublishedReport(wave, 'a.small', 'subtree'))?.responses, 13);
    assert.equal((await findPublishedReport(wave, 'c'))?.rolledUpTo, 'a.small');
    assert.equal(await findPublishedReport(wave, 'nowhere'), null);
    const scopes: string[] = [];
    for await (const { scope } of streamPublishedReports(wave)) scopes.push(scope);
    assert.equal(scopes.filter((scope) => scope === 'own').length, 6);
  });

  it('say not yet before the release, whatever is stored', async () => {
    const wave = await storedWave('counted');
    await publishWaveReports(wave._id);
    const report = await findPublishedReport(wave, 'a');
    assert.deepEqual(report?.responses, { suppressed: 'notYet' });
    assert.deepEqual(report?.instruments[0]?.index, { suppressed: 'notYet' });
    assert.deepEqual(report?.instruments[0]?.dimensions[0], { id: 'trust', suppressed: 'notYet' });
    assert.ok((await streamPublishedReports(wave).next()).done);
    assert.equal(await findPublishedComparison(wave, 'small'), null);
  });

  it('say nothing of a wave before that nobody may read yet', async () => {
    const wave = await storedWave('counted');
    await WaveModel.create({ ...wave, _id: 'next', previous: wave._id, state: 'released', title: 'بعدی' });
    for (const { _id, ...tally } of await TallyModel.find({ wave: wave._id }).lean())
      await TallyModel.create({ ...tally, wave: 'next', _id: _id.replace(wave._id, 'next') });
    const next = await WaveModel.findById('next').orFail().lean();
    const previousOf = async () => {
      await publishWaveReports('next');
      const index = (await findPublishedReport(next, 'root', 'subtree'))!.instruments[0]!.index;
      return 'versus' in index ? index.versus.previous : null;
    };
    assert.deepEqual(await previousOf(), { unavailable: 'noPrevious' });
    await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'released' } });
    assert.equal(((await previousOf()) as TestedDifference).difference, 0);
  });

  it('count the invitations of their units when they are told', async () => {
    const wave = await storedWave('released');
    const invited = new Map([
      ['root', 38],
      ['a', 28],
      ['b', 30],
      ['a.small', 15],
    ]);
    await publishWaveReports(wave._id, undefined, invited);
    assert.equal((await findPublishedReport(wave, 'a', 'subtree'))?.invited, 43);
    assert.equal((await findPublishedReport(wave, 'root', 'subtree'))?.invited, 111);
  });

  it('bring a comparison that ranks what is shown in detail', async () => {
    const wave = await storedWave('released');
    await publishWaveReports(wave._id);
    const table = await findPublishedComparison(wave, 'small');
    const rows = table!.rows.filter(({ rolledUpTo }) => rolledUpTo === null);
    assert.deepEqual(
      rows.map(({ office }) => office),
      ['root', 'a', 'b', 'a.small'],
    );
    for (const { rank, index } of rows) {
      assert.equal(rank !== null, 'shrunken' in index && index.shrunken !== null);
      if (rank) assert.ok(rank.low >= 1 && rank.low <= rank.high && rank.high <= 4);
    }
    assert.equal(
      rows.some(({ office }) => office === 'c'),
      false,
    );
  });

  it('are proved by counting the responses again', async () => {
    const wave = await storedWave('released');
    const sound = await verifyWave(wave._id);
    assert.deepEqual([sound.responses, sound.wrongUnits], [88, []]);
    assert.equal(sound.byUnit.get('a.small'), 13);
    const response = await ResponseModel.findOne({ unit: 'b' });
    const answers = Buffer.from(response!.answers);
    answers[0] = (answers[0]! % 5) + 1;
    await ResponseModel.updateOne({ _id: response!._id }, { $set: { answers } });
    assert.deepEqual((await verifyWave(wave._id)).wrongUnits, ['b']);
    await TallyModel.deleteOne({ _id: `${wave._id}:a` });
    assert.deepEqual((await verifyWave(wave._id)).wrongUnits, ['a', 'b']);
  });
});
