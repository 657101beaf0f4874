/** `offices import FILE`: adds and changes offices by code. A file with an error changes nothing. */
import { basename } from 'node:path';
import { applyOfficeImport } from '../../offices/applyOfficeImport.ts';
import { loadLevels } from '../../offices/levels/loadLevels.ts';
import { loadOffices } from '../../offices/loadOffices.ts';
import { OfficeFileError } from '../../offices/officeFile.ts';
import { planOfficeImport } from '../../offices/planOfficeImport.ts';
import { type ReadOffices, readOffices } from '../../offices/readOffices.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { bytesOf, noteReading } from '../inputFile.ts';

export const officesImportCommand: AddCommand = ({ offices }, cli) => {
  offices
    .command('import')
    .description('add and change offices from a JSON, CSV or xlsx file; offices that it does not name stay')
    .argument(
      '<file>',
      'JSON with an offices array, or CSV or xlsx: code,level,nameFa,nameEn,parent,headcount, or code,headcount alone',
    )
    .action((file: string) => run(file, cli));
};

async function run(file: string, cli: Cli): Promise<void> {
  const bytes = bytesOf(file);
  await cli.withStore(async () => {
    const stored = (await loadOffices()).inOrder().map(({ office }) => office);
    const { offices: records, reading } = await read(bytes, file, stored, await loadLevels());
    noteReading(cli, file, reading);
    const plan = await planOfficeImport(records);
    const origin = { actor: 'cli', now: cli.clock.now(), fileName: basename(file) };
    await applyOfficeImport(plan, origin);
    const changed = new Set(plan.changed.map(({ code }) => code)).size;
    cli.print(`${plan.added.length} added, ${changed} changed, ${plan.unchanged.length} unchanged`);
  });
}

async function read(...asked: Parameters<typeof readOffices>): Promise<ReadOffices> {
  try {
    return await readOffices(...asked);
  } catch (error) {
    if (error instanceof OfficeFileError) throw new CliError(error.message);
    throw error;
  }
}
