/** What is attacked: an open wave that strangers answer, a released one of 10,000 people with reports and open data, and accounts. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { WaveModel } from '../../server/waves/wave.ts';
import { prepare, waveId } from '../submissions/prepare.ts';
import { type Running, runCommand, startServer } from '../support/processes.ts';
import type { Folders } from '../support/province.ts';
import { withStore } from '../support/withStore.ts';
import { writeFiles } from '../volume.ts';
import type { Target } from './attack.ts';
import { signIn, storeAccounts } from './people.ts';

const responses = 10_000;

/** @returns the server, which runs, and what an attacker needs to know of it */
export async function prepareTarget(folders: Folders): Promise<{ server: Running; target: Target }> {
  const sessionSecret = randomBytes(32).toString('hex');
  const files = await writeFiles(folders, responses);
  const { stdout } = await runCommand(['wave', 'import', ...files, '--title', 'wave', '--json'], folders);
  const { wave: released } = JSON.parse(stdout) as { wave: string };
  await prepare(folders, 50, join(folders.root, 'submissions.json'));
  await withStore(folders.dataDir, async () => {
    await storeAccounts(sessionSecret);
    const opened = { releasedTo: ['managers', 'employees'], resultsWords: 'mountain-river-garden' };
    await WaveModel.updateOne({ _id: released }, { $set: opened });
  });
  const server = await startServer(folders, {
    WORKERS: '1',
    SESSION_SECRET: sessionSecret,
    HOST: '127.0.0.1',
  });
  const target: Target = {
    port: Number(new URL(server.url).port),
    open: waveId,
    released,
    administrator: await signIn(server.url, 'administrator'),
    analyst: await signIn(server.url, 'analyst'),
  };
  return { server, target };
}
