/**
 * The files of an export against those that an earlier version wrote of the same wave (`fixtures/`): whoever published a checksum must
 * get the same bytes again. `KEEP_EXPORTS=1` writes them anew, after a change of the files that is meant.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codebook } from '../../server/exports/codebook.ts';
import { openData } from '../../server/exports/openData.ts';
import { openDataWorksheets } from '../../server/exports/openDataWorksheets.ts';
import { scoreWorksheet } from '../../server/exports/reportTable.ts';
import { writeOpenData } from '../../server/exports/writeOpenData.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { streamPublishedReports } from '../../server/reports/published/findPublished.ts';
import { tallyLayout } from '../../server/reports/tally/tallyLayout.ts';
import { loadTallies, saveTally } from '../../server/reports/tally/tallyModel.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { worksheetXml, type XlsxWorksheet } from '../../server/tables/xlsx/worksheet.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { storedWave } from '../reportPages/storedWave.ts';
import { type Answer, encode, instrument, type SmallOffice } from '../reports/smallWave.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { useDatabase } from '../support/testStore.ts';

const fixtures = join(projectRoot, 'test/exports/fixtures');
const id = 'earlier';

const survey = instrument({
  dimensions: { trust: ['honest', '-aloof'], pay: ['fair', 'enough'], pride: ['proud', 'stay'] },
  demographics: { gender: ['woman', 'man'], tenure: ['new', 'some', 'long', 'longest'] },
  outcome: 'pride',
});

/** The same numbers below `limit` each time, for `drawn(a, b, limit)` (two rounds of an integer hash). */
function drawn(a: number, b: number, limit: number): number {
  let mixed = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) % limit;
}

/** One in thirty is left out, one in thirty does not apply; the last items lean upwards. */
function answer(person: number, item: number): Answer {
  const chance = drawn(person, item, 30);
  if (chance === 0) return null;
  if (chance === 1) return 'notApplicable';
  return 1 + Math.min(4, drawn(person, item + 50, 4) + drawn(person, item + 90, item > 3 ? 3 : 2));
}

function office(first: number, people: number, given: Omit<SmallOffice, 'answers'> = {}): SmallOffice {
  const persons = Array.from({ length: people }, (_, at) => first + at);
  return {
    ...given,
    answers: persons.map((person) =>
      survey.dimensions.flatMap((_, d) => [2 * d, 2 * d + 1].map((item) => answer(person, item))),
    ),
    background: persons.map((person) => [
      ['woman', 'man', null][Math.min(2, drawn(person, 200, 20) >> 3)]!,
      ['new', 'some', 'long', 'long', 'longest'][drawn(person, 201, person % 9 === 0 ? 5 : 3)]!,
    ]),
  };
}

const offices = {
  root: office(0, 70, { headcount: 90 }),
  north: office(1000, 310, { parent: 'root', headcount: 400 }),
  south: office(2000, 320, { parent: 'root', headcount: 350 }),
  little: office(3000, 24, { parent: 'south', headcount: 30 }),
  tiny: office(4000, 4, { parent: 'south', headcount: 11 }),
} satisfies Record<string, SmallOffice>;

async function storeWave(): Promise<Wave> {
  const wave = await storedWave({ id, instruments: [survey], offices });
  // An earlier version counted no profiles.
  for (const [unit, { cells, indexes }] of await loadTallies(id, tallyLayout([survey])))
    await saveTally(id, unit, { cells, indexes });
  const responses = Object.entries(offices).flatMap(([unit, { answers, background }]) =>
    encode([survey], answers!, background).map((bytes, person) => ({
      _id: `${drawn(person, unit.length, 1_000_000)}-${unit}-${person}`,
      wave: id,
      unit,
      answers: Buffer.from(bytes.answers),
      demographics: Buffer.from(bytes.demographics),
    })),
  );
  await ResponseModel.collection.insertMany(responses as never);
  return wave;
}

/** Equal to the byte to what lies in `fixtures`; lines are compared first, because they say where it differs. */
function assertAsEarlier(name: string, now: Buffer): void {
  if (process.env.KEEP_EXPORTS) writeFileSync(join(fixtures, name), now);
  const earlier = readFileSync(join(fixtures, name));
  assert.deepEqual(now.toString().split('\n'), earlier.toString().split('\n'));
  assert.ok(now.equals(earlier));
}

async function digestOf(sheet: XlsxWorksheet): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of worksheetXml(sheet, true)) hash.update(piece);
  return hash.digest('hex');
}

describe('the export of a wave that an earlier version exported', () => {
  useDatabase({ emptyEach: false });
  const folder = temporaryFolder('earlier');
  let wave: Wave;
  before(async () => {
    wave = await storeWave();
    await writeOpenData(wave, folder);
  });

  for (const name of [
    `open-data-${id}.csv`,
    `open-data-${id}-codebook.json`,
    `open-data-${id}.csv.sha256`,
    `reports-${id}.csv`,
  ])
    it(`writes ${name} with the same bytes`, () => assertAsEarlier(name, readFileSync(join(folder, name))));

  it('writes the rows and the scores of both workbooks with the same bytes', async () => {
    const data = await openData(wave);
    const files = { ...data, codebook: codebook(wave, data.summary, ''), sha256: '' };
    const reader = readerOfLanguage('fa');
    // The sheets after the first explain it in words, which may be improved.
    const [rows] = openDataWorksheets(wave, files, reader);
    const digests = [
      `${await digestOf(rows!)}  open data`,
      `${await digestOf(scoreWorksheet(wave, streamPublishedReports(wave), reader))}  reports`,
    ];
    assertAsEarlier('sheets.sha256', Buffer.from(`${digests.join('\n')}\n`));
  });

  it('masks something and hides something, so that both are held', () => {
    const { anonymity } = JSON.parse(readFileSync(join(folder, `open-data-${id}-codebook.json`), 'utf8'));
    assert.ok(anonymity.rowsWithMaskedValues > 0);
    assert.match(readFileSync(join(folder, `reports-${id}.csv`), 'utf8'), /tooFew|complementary/);
  });
});
