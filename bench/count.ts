/**
 * The count through the command line: time, processor time and peak of anonymous memory, and the same work when the process is killed
 * in the middle and the count taken up again. The yardstick is a tenth of the ballots: 10 is linear, for memory 1.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../server/projectRoot.ts';
import { ResponseModel } from '../server/responses/response.ts';
import { WaveModel } from '../server/waves/wave.ts';
import { type Figure, figure, type Measurement } from './support/figure.ts';
import { type Ran, runCommand } from './support/processes.ts';
import { type Folders, temporaryFolders } from './support/province.ts';
import { countedWave, storeBallots } from './support/sealedBallots.ts';
import { withStore } from './support/withStore.ts';

const command = ['wave', 'count', countedWave];

export const count: Measurement = {
  name: 'count',
  title: 'Count of sealed ballots',
  yardstick: 'a tenth of the ballots',
  async run({ responses }, say) {
    const tenth = await measure(Math.round(responses / 10), say);
    const whole = await measure(responses, say);
    const [name, smaller] = [responses, Math.round(responses / 10)].map((n) => n.toLocaleString('en'));
    const of = (what: string, unit: string, value: (ran: Ran) => number): Figure =>
      figure(`${name} ballots: ${what}`, unit, value(whole), value(tenth));
    return [
      of('time', 's', ({ ms }) => ms / 1000),
      of('processor', 's', ({ cpuMs }) => cpuMs / 1000),
      of('peak of anonymous memory', 'MB', ({ peakMb }) => peakMb),
      figure(`${name} ballots: a second`, '', responses / (whole.ms / 1000)),
      figure(
        `${smaller} ballots, killed in the middle and taken up again: responses`,
        '',
        await killed(Math.round(responses / 10), say),
      ),
    ];
  },
};

async function measure(ballots: number, say: (line: string) => void): Promise<Ran> {
  const folders = temporaryFolders();
  try {
    say(`sealing ${ballots} ballots`);
    await storeBallots(folders, ballots);
    say('counting');
    return await runCommand(command, folders);
  } finally {
    folders.remove();
  }
}

/** Resolves to the responses that there are in the end. */
async function killed(ballots: number, say: (line: string) => void): Promise<number> {
  const folders = temporaryFolders();
  try {
    await storeBallots(folders, ballots);
    say('killing a count');
    await killAtHalf(folders);
    await withStore(folders.dataDir, () =>
      WaveModel.updateOne({ _id: countedWave }, { $set: { 'job.beatAt': new Date(0) } }),
    );
    await runCommand(command, folders);
    return await withStore(folders.dataDir, () => ResponseModel.countDocuments({ wave: countedWave }));
  } finally {
    folders.remove();
  }
}

/** Kills outright when half of the units are done. */
async function killAtHalf({ dataDir, keyDir }: Folders): Promise<void> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/server/cli.js'), ...command], {
    env: { ...process.env, DATA_DIR: dataDir, KEY_DIR: keyDir, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface({ input: child.stderr })) {
    const [, done = 0, all = 1] = /^(\d+) of (\d+)/.exec(line) ?? [];
    if (Number(done) * 2 >= Number(all)) break;
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
}
