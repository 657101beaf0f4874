/** Rows of open data, wherever they are read from: held in memory or read again, they are the same. */
import assert from 'node:assert/strict';
import { openData } from '../../server/exports/openData.ts';
import { type OpenRow, openDataTable } from '../../server/exports/openDataTable.ts';
import { maxCachedResponses, type RowSource, rowSource } from '../../server/exports/rowSource.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { csvBody, csvHead } from '../../server/tables/table.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { useDatabase } from '../support/testStore.ts';
import { storedOpenData } from './storedOpenData.ts';

describe('rows of open data', () => {
  useDatabase({ emptyEach: false });
  let wave: Wave;
  before(async () => {
    wave = await storedOpenData('rows');
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

  it('are written as bytes like those of any other table', async () => {
    const { pieces, rows } = await openData(wave);
    const table = openDataTable(wave);
    let written = '';
    for await (const piece of pieces()) written += piece;
    const all: OpenRow[] = [];
    for await (const { head, answers } of rows()) all.push({ head, answers: Uint8Array.from(answers) });
    assert.equal(written, csvHead(table) + csvBody(table, all));
    assert.match(written, /,notApplicable,/);
    assert.match(written, /,,/);
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
