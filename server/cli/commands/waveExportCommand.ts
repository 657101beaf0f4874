/** `wave export`: the open data of a released wave with codebook, checksum and the table of its reports. */
import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { audit } from '../../accounts/audit/audit.ts';
import { CannotAnonymise } from '../../disclosure/cannotAnonymise.ts';
import { writeOpenData } from '../../exports/writeOpenData.ts';
import { prepareFolder } from '../../prepareFolders.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { findStoredWave } from '../findStoredWave.ts';

interface Options {
  out: string;
  xlsx?: boolean;
  json?: boolean;
}

export const waveExportCommand: AddCommand = ({ wave }, cli) => {
  wave
    .command('export')
    .description('write the open data of a released wave into a folder')
    .argument('<id>', 'the wave')
    .requiredOption('--out <dir>', 'folder for the files; made when missing')
    .option('--xlsx', 'also write the data and the table of reports as workbooks, in Persian')
    .option('--json', 'print rows, files and checksum as one JSON document')
    .action((id: string, options: Options) => run(id, options, cli));
};

async function run(id: string, { out, xlsx = false, json }: Options, cli: Cli): Promise<void> {
  await cli.withStore(async () => {
    const wave = await findStoredWave(id);
    const isNew = !existsSync(out);
    prepareFolder('--out', out, 0o777);
    try {
      const written = await writeOpenData(wave, out, { xlsx, onRead: readNotes(cli) });
      await audit({
        at: cli.clock.now(),
        actor: 'cli',
        action: 'openData.export',
        subject: { kind: 'wave', id },
      });
      if (json) cli.print(JSON.stringify({ wave: id, ...written }));
      else cli.print([`${written.rows} rows`, ...written.files].join('\n'));
    } catch (error) {
      // Removes a new folder if it is still empty.
      if (isNew) await rmdir(out).catch(() => undefined);
      if (error instanceof CannotAnonymise) throw new CliError(`no open data: ${error.message}`);
      throw error;
    }
  });
}

/** Prints a line for every hundred thousand responses. */
function readNotes(cli: Cli): () => void {
  let read = 0;
  return () => {
    read += 1;
    if (read % 100_000 === 0) cli.printNote(`${read} responses read`);
  };
}
