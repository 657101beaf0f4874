/** All that all roles can read, in every order and filter, of two provinces that differ in who works in which hidden office. */
import { openDataFiles } from '../../server/exports/openDataFiles.ts';
import type { Wave } from '../../server/waves/wave.ts';
import type { TestApp } from '../support/testApp.ts';
import { emptyStore } from '../support/testStore.ts';
import type { AttackRow } from './attackRow.ts';
import { prepareBank, storeDerived } from './derivedPages.ts';
import { everythingReadable } from './everythingReadable.ts';
import { exchanged, type Person, peopleOf, storeWave } from './people.ts';

const day = (date: string) => new Date(`${date}T00:00:00Z`);
const dates = {
  before: { opensAt: day('2024-10-20'), closesAt: day('2024-11-10') },
  after: { opensAt: day('2025-10-20'), closesAt: day('2025-11-10'), previous: 'before' },
};

/** People of a pair of provinces in which neither the choice of hidden offices nor a mark of significance rests on the exchange. */
export const seeds = { before: 1405, after: 1406 };

/** The files of open data are kept by the name of the wave; a wave that is not released has none. */
async function forgetOpenData() {
  for (const _id of ['before', 'after']) {
    const counted = { _id, state: 'counted', count: { counted: 0 } } as Wave;
    await openDataFiles(counted).catch(() => undefined);
  }
}

async function readAll({ app }: TestApp, before: Person[], after: Person[]): Promise<Map<string, string>> {
  await emptyStore();
  await forgetOpenData();
  await prepareBank();
  const waves = [
    await storeWave('before', before, dates.before),
    await storeWave('after', after, dates.after),
  ];
  await storeDerived(before, waves[1]!);
  return everythingReadable(app, waves);
}

/** What was read of both, by reader and address. */
export async function readBoth(
  test: TestApp,
): Promise<{ low: Map<string, string>; high: Map<string, string> }> {
  const [before, after] = [peopleOf('before', seeds.before), peopleOf('after', seeds.after)];
  return {
    low: await readAll(test, exchanged(before, 'lowest'), exchanged(after, 'lowest')),
    high: await readAll(test, exchanged(before, 'highest'), exchanged(after, 'highest')),
  };
}

export async function pagesRow(test: TestApp): Promise<AttackRow> {
  const { low, high } = await readBoth(test);
  const differing = [...low].filter(([address, content]) => high.get(address) !== content).length;
  return {
    attack:
      'filters in series: every page, file and drawing in every order, size and scope, all roles and none, of a pair with equal marks',
    tried: `which of the two provinces, by the bytes of ${low.size} replies`,
    best: differing === 0 ? '50 %; no byte differs' : `100 %; ${differing} replies differ`,
    chance: '50 %',
  };
}
