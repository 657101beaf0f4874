/** Data sets that no code was written for, imported as a stranger would and compared with R number by number. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jsonOf } from '../../cli/runOnStore.ts';
import { useDatabase } from '../../support/testStore.ts';
import { assertReport, hiddenSomewhere, type Json } from './assertReport.ts';

type Imported = { wave: string; responses: number; empty: number };

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

function importWave(name: string, suffix: string, more: string[] = []) {
  const file = (part: string) => fixture(`${name}/${part}`);
  const instruments = suffix ? [`instrument${suffix}`] : ['instrument1', 'instrument2'];
  const found = instruments.map((one) => file(`${one}.json`)).filter((path) => existsSync(path));
  const files = found.flatMap((path) => ['--instrument', path]);
  const rows = ['--responses', file(`responses${suffix}.csv`), '--offices', file(`offices${suffix}.csv`)];
  return jsonOf<Imported>('wave', 'import', ...files, ...rows, '--title', name, ...more);
}

async function compareAll(name: string, more: string[] = []): Promise<number> {
  const expected = JSON.parse(readFileSync(fixture(`${name}/expected.json`), 'utf8'));
  const { wave, responses, empty } = await importWave(name, '', more);
  assert.deepEqual([responses, empty], [expected.responses, expected.empty]);
  const compared: { report: Json; numbers: Json }[] = [];
  for (const [group, numbers] of Object.entries<{ responses: number; headcount: number | null }>(
    expected.groups,
  )) {
    const [office = '', scope = ''] = group.split('|');
    if (numbers.responses === 0 && numbers.headcount === 0) continue;
    const report = await jsonOf<Json>('report', '--wave', wave, '--office', office, '--scope', scope);
    compared.push({ report, numbers });
  }
  const partly = hiddenSomewhere(compared.map(({ report }) => report));
  return compared.reduce(
    (sum, { report, numbers }) => sum + assertReport(report, { ...numbers, partly }, expected.aggregation),
    0,
  );
}

describe('reports on data never seen before', () => {
  useDatabase();

  it('agree with R on a personality inventory in a tree of three levels with a previous wave', async () => {
    const { wave } = await importWave('bfi', 'Previous');
    assert.equal(await compareAll('bfi', ['--previous', wave]), 228);
  });

  it('agree with R on companies of 9 to 99 persons, with answers that are nearly all the same', async () => {
    // Nearly all the same: coarse bounds stand in the place of many scores, and what they would betray is hidden.
    assert.ok((await compareAll('lq')) >= 160);
  });

  it('agree with R on 11 and 2 points, dimensions of one and two items, no variance and many gaps', async () => {
    assert.ok((await compareAll('wide')) >= 100);
  });
});
