/** `offices import FILE`: adds and changes offices by code. A file with an error changes nothing. */
import { basename } from 'node:path';
import { applyOfficeImport } from '../../offices/applyOfficeImport.ts';
import { loadOffices } from '../../offices/loadOffices.ts';
import { OfficeFileError } from '../../offices/officeFile.ts';
import { planOfficeImport } from '../../offices/planOfficeImport.ts';
import { readOffices } from '../../offices/readOffices.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { textOf } from '../inputFile.ts';

export const officesImportCommand: AddCommand = ({ offices }, cli) => {
  offices
    .command('import')
    .description('add and change offices from a JSON or CSV file; offices that it does not name stay')
    .argument('<file>', 'JSON with an offices array, or CSV: code,level,nameFa,nameEn,parent,headcount')
    .action((file: string) => run(file, cli));
};

async function run(file: string, cli: Cli): Promise<void> {
  const text = textOf(file);
  await cli.withStore(async () => {
    const stored = (await loadOffices()).inOrder().map(({ office }) => office);
    const plan = await planOfficeImport(read(text, file, stored));
    const origin = { actor: 'cli', now: cli.clock.now(), fileName: basename(file) };
    await applyOfficeImport(plan, origin);
    const changed = new Set(plan.changed.map(({ code }) => code)).size;
    cli.print(`${plan.added.length} added, ${changed} changed, ${plan.unchanged.length} unchanged`);
  });
}

function read(...[text, file, stored]: Parameters<typeof readOffices>) {
  try {
    return readOffices(text, file, stored);
  } catch (error) {
    if (error instanceof OfficeFileError) throw new CliError(error.message);
    throw error;
  }
}
