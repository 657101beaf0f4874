/** Rows of open data, wherever they are read from: held in memory or read again, they are the same. */
import assert from 'node:assert/strict';
import { openData } from '../../server/exports/openData.ts';
import { maxCachedResponses, type RowSource, rowSource } from '../../server/exports/rowSource.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { storedWave } from '../reportPages/storedWave.ts';
import { encode, instrument, type SmallOffice } from '../reports/smallWave.ts';
import { useDatabase } from '../support/testStore.ts';

const survey = instrument({
  dimensions: { trust: ['honest', '-aloof'], pay: ['fair', 'enough'] },
  demographics: { gender: ['woman', 'man', 'silent'], tenure: ['new', 'old'] },
});
survey.demographics[0]!.options[2]!.undisclosed = true;

function office(people: number, given: Omit<SmallOffice, 'answers'> = {}): SmallOffice {
  const persons = Array.from({ length: people }, (_, person) => person);
  return {
    ...given,
    headcount: people,
    answers: persons.map((person) => [0, 1, 2, 3].map((item) => 1 + ((person * 7 + item * 3) % 5))),
    background: persons.map((person) => [
      ['woman', 'man', 'silent', null][person % 4]!,
      person % 3 === 0 ? 'new' : 'old',
    ]),
  };
}

const offices: Record<string, SmallOffice> = {
  root: office(400),
  north: office(320, { parent: 'root' }),
};

describe('rows of open data', () => {
  useDatabase({ emptyEach: false });
  let wave: Wave;
  before(async () => {
    wave = await storedWave({ id: 'rows', instruments: [survey], offices });
    const responses = Object.entries(offices).flatMap(([unit, { answers, background }]) =>
      encode([survey], answers!, background).map((bytes, person) => ({
        _id: `${(person * 379) % 1009}-${unit}`,
        wave: 'rows',
        unit,
        answers: Buffer.from(bytes.answers),
        demographics: Buffer.from(bytes.demographics),
      })),
    );
    await ResponseModel.collection.insertMany(responses as never);
  });

  async function rowsOf(batches: ReturnType<RowSource['inFileOrder']>, unit?: number): Promise<string[]> {
    const found: string[] = [];
    for await (const { count, units, profiles, answers } of batches) {
      for (let row = 0; row < count; row += 1) {
        if (unit !== undefined && units[row] !== unit) continue;
        found.push(`${units[row]} ${profiles[row]} ${answers.subarray(4 * row, 4 * row + 4)}`);
      }
    }
    return found;
  }
  const source = (count: number) => rowSource(wave, compileQuestionnaire(wave.instruments), count);

  it('are the same of a wave that is held and of one that is read again', async () => {
    const [held, read] = [source(720), source(maxCachedResponses + 1)];
    const north = await rowsOf(read.ofUnits([1]), 1);
    assert.equal(north.length, 320);
    assert.deepEqual((await rowsOf(held.ofUnits([1]), 1)).sort(), north.sort());
    const first = await rowsOf(held.inFileOrder());
    assert.equal(first.length, 720);
    assert.deepEqual(await rowsOf(read.inFileOrder()), first);
    assert.deepEqual(await rowsOf(held.inFileOrder()), first);
    assert.deepEqual((await rowsOf(held.ofUnits([1]), 1)).sort(), north);
  });

  it('make the same file a second time', async () => {
    const { pieces } = await openData(wave);
    const textOf = async () => {
      let text = '';
      for await (const piece of pieces()) text += piece;
      return text;
    };
    const first = await textOf();
    assert.equal(await textOf(), first);
  });

  it('show what somebody would not say as if it had not been answered', async () => {
    const { rows, summary } = await openData(wave);
    const genders = new Map<string, number>();
    for await (const { head } of rows()) genders.set(head[1]!, (genders.get(head[1]!) ?? 0) + 1);
    assert.deepEqual(Object.fromEntries(genders), { woman: 180, man: 180, '': 360 });
    assert.equal(summary.maskedRows, 0);
  });

  it('are not made of a response that does not fit the wave', async () => {
    const stray = { wave: 'rows', answers: Buffer.alloc(4), demographics: Buffer.alloc(2) };
    for (const wrong of [
      { ...stray, _id: 'x', unit: 'elsewhere' },
      { ...stray, _id: 'y', unit: 'north', answers: Buffer.alloc(5) },
    ]) {
      await ResponseModel.collection.insertOne(wrong as never);
      await assert.rejects(rowsOf(source(720).inFileOrder()), /a response (is of elsewhere|has 5 of 4)/);
      await ResponseModel.deleteOne({ _id: wrong._id });
    }
  });
});
