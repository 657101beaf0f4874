/** The invented province of 68 offices as `wave import` stores it: read in once, then put back for every test that reads it. */
import { savedStore } from '../support/savedStore.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { instrumentFile, officesFile, responsesFile } from './cultureFiles.ts';
import { jsonOf } from './runOnStore.ts';

const sources = ['test/statistics/fixtures', 'test/cli/cultureFiles.ts', 'test/cli/cultureWave.ts'];

/** What `wave import --json` says. */
export interface Imported {
  wave: string;
  responses: number;
  empty: number;
}

/** Fills the empty store with the first wave. @returns its id */
export async function storedCultureWave(): Promise<string> {
  // The title is one that a spreadsheet would take for a formula.
  const { wave } = await savedStore('culture-wave', sources, () => imported(1, '=wave'));
  return wave;
}

/** Fills the empty store with both waves. */
export function storedCultureWaves(): Promise<Imported[]> {
  return savedStore('culture-waves', sources, async () => {
    const first = await imported(1, 'wave 1');
    return [first, await imported(2, 'wave 2', first.wave)];
  });
}

function imported(number: 1 | 2, title: string, previous?: string): Promise<Imported> {
  const folder = temporaryFolder('culture');
  const files = ['--instrument', instrumentFile(folder), '--offices', officesFile(folder)];
  const responses = ['--responses', responsesFile(folder, number), '--title', title];
  return jsonOf('wave', 'import', ...files, ...responses, ...(previous ? ['--previous', previous] : []));
}
