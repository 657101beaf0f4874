/** `instruments convert`: an instrument's file in the format of another program, or from one. */
import { problemLine } from '../../http/fileProblem.ts';
import { translator } from '../../i18n/translator.ts';
import { problemOfUnreadable, UnreadableFile } from '../../tables/reading/unreadable.ts';
import { replaceFile } from '../../wholeFile.ts';
import {
  type InstrumentFormat,
  instrumentAs,
  instrumentFormats,
  readAnyInstrument,
} from '../../workshop/convertInstrument.ts';
import { NoXlsform, type ReadForm } from '../../workshop/xlsform/readXlsform.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { bytesOf } from '../inputFile.ts';

export const instrumentsConvertCommand: AddCommand = ({ instruments }, cli) => {
  instruments
    .command('convert')
    .description('read an instrument in any format (JSON, XLSForm, LimeSurvey) and write it in another')
    .argument('<file>', 'JSON, xlsx, txt, tsv, lss, lsg or lsq')
    .requiredOption('--to <format>', instrumentFormats.join(', '))
    .argument('<out>', 'the file to write')
    .action((file: string, out: string, { to }: { to: string }) => run(file, out, to, cli));
};

async function run(file: string, out: string, to: string, cli: Cli): Promise<void> {
  const format = instrumentFormats.find((one): one is InstrumentFormat => one === to);
  if (!format) throw new CliError(`--to: expected ${instrumentFormats.join(', ')}, found "${to}"`);
  const { content, passedOver } = await read(file);
  replaceFile(out, await instrumentAs(format, content), { mode: 0o644 });
  const t = translator('en');
  for (const { sheet, row, reason, found, count = 1 } of passedOver)
    cli.printNote(
      `${file}: ${sheet}, line ${row}: ${t(`workshop:xlsform.reason.${reason}`, { count })}: ${found}`,
    );
  cli.print(out);
}

async function read(file: string): Promise<ReadForm> {
  try {
    return await readAnyInstrument(bytesOf(file), file);
  } catch (error) {
    if (error instanceof UnreadableFile) throw new CliError(problemLine(file, problemOfUnreadable(error)));
    if (error instanceof NoXlsform)
      throw new CliError(
        `${file}: ${translator('en')(`workshop:xlsform.${error.reason}`, { found: error.found })}`,
      );
    throw error;
  }
}
