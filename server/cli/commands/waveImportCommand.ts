/** `wave import`: a released wave from data collected elsewhere. */
import { audit } from '../../accounts/audit/audit.ts';
import { normaliseTyped } from '../../i18n/digits.ts';
import { type ImportWave, importWave } from '../../imports/importWave.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { parseInstrument } from '../../instruments/readInstrument.ts';
import { loadLevels } from '../../offices/levels/loadLevels.ts';
import { OfficeModel } from '../../offices/office.ts';
import { rootsOf } from '../../offices/officeTree.ts';
import { type ReadOffices, readOffices } from '../../offices/readOffices.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { bytesOf, noteReading, requireFile, textOf } from '../inputFile.ts';
import { untilSignal } from '../untilSignal.ts';

interface Options {
  instrument: string[];
  offices: string;
  responses: string;
  title: string;
  opens?: string;
  closes?: string;
  minimum: string;
  previous?: string;
  releaseEmpty?: boolean;
  json?: boolean;
}

export const waveImportCommand: AddCommand = ({ wave }, cli) => {
  wave
    .command('import')
    .description('make a released wave from data collected elsewhere and print its id')
    .requiredOption('--instrument <file>', 'instrument file (may be repeated)', collect)
    .requiredOption('--offices <file>', 'offices, JSON, CSV or xlsx; the wave takes exactly these')
    .requiredOption(
      '--responses <file>',
      'responses, CSV or xlsx: office, background questions, items, open questions',
    )
    .requiredOption('--title <title>', 'title of the wave')
    .option('--opens <date>', 'first day or moment of answering (ISO 8601)')
    .option('--closes <date>', 'last day or moment of answering (ISO 8601)')
    .option('--minimum <number>', 'fewest respondents a score is shown of', '5')
    .option('--previous <wave>', 'wave to compare with; it must have closed before this one opens')
    .option('--release-empty', 'release the wave even if no line of the responses has an answer')
    .option('--json', 'print {"wave", "responses", "empty"}')
    .action((options: Options) => run(options, cli));
};

/** Prints a line for every hundred thousand responses, and one when making the reports begins. */
function importNotes(cli: Cli): ImportWave['onProgress'] {
  let step = '';
  return (current, done) => {
    const isNew = current !== step;
    step = current;
    if (current === 'reports' && isNew) cli.printNote('making the reports');
    if (current !== 'reports' && done > 0 && done % 100_000 === 0) {
      cli.printNote(`${done} responses ${current === 'read' ? 'read' : 'stored'}`);
    }
  };
}

function collect(file: string, files: string[] = []): string[] {
  return [...files, file];
}

async function run(options: Options, cli: Cli): Promise<void> {
  if (!options.title.trim()) throw new CliError('--title: expected a title, found nothing');
  const [opensAt, closesAt] = [
    readTimeOption('--opens', options.opens),
    readTimeOption('--closes', options.closes),
  ];
  if (opensAt && closesAt && closesAt < opensAt)
    throw new CliError(`--closes: expected a moment after --opens, found "${options.closes}"`);
  for (const file of [...options.instrument, options.offices, options.responses]) requireFile(file);
  const instruments: Instrument[] = [];
  for (const file of options.instrument) instruments.push(parseInstrument(await textOf(file), file));
  const officesBytes = bytesOf(options.offices);
  await untilSignal('no wave was made', (stopping) =>
    cli.withStore(async () => {
      const offices = await officesIn(officesBytes, options.offices);
      noteReading(cli, options.offices, offices.reading);
      const { wave, responses, empty, warnings, reading } = await importWave({
        title: options.title.trim(),
        instruments,
        offices: offices.offices,
        officesFile: options.offices,
        responsesFile: options.responses,
        opensAt,
        closesAt,
        minimum: minimumOf(options.minimum),
        previous: options.previous ?? null,
        releaseEmpty: options.releaseEmpty ?? false,
        clock: cli.clock,
        stopping,
        onProgress: importNotes(cli),
      });
      const detail = { responses, empty };
      await audit({
        at: cli.clock.now(),
        actor: 'cli',
        action: 'wave.import',
        subject: { kind: 'wave', id: wave },
        detail,
      });
      noteReading(cli, options.responses, reading);
      for (const warning of warnings) cli.printNote(`warning: ${warning}`);
      if (options.json) cli.print(JSON.stringify({ wave, responses, empty }));
      else {
        cli.printNote(`${responses} responses, ${empty} without an answer`);
        cli.print(wave);
      }
    }),
  );
}

/** A parent may be in the file or among the stored offices. @throws OfficeFileError, CliError */
async function officesIn(bytes: Buffer, file: string): Promise<ReadOffices> {
  const stored = await OfficeModel.find({}, { parent: 1, level: 1, nameFa: 1 }).lean();
  const read = await readOffices(
    bytes,
    file,
    stored.map((office) => ({ ...office, code: office._id })),
    await loadLevels(),
  );
  const { offices } = read;
  const roots = rootsOf(offices);
  if (roots.length === 1) return read;
  const { line, column } = read.positionOf(offices.indexOf(roots[1]!), 'parent');
  const codes = roots.map(({ code }) => code).join(', ');
  throw new CliError(
    `${file}: line ${line}, column ${column} (parent): expected one root, found ${roots.length} (${codes})`,
  );
}

/** `importWave` checks the lowest allowed number. */
function minimumOf(text: string): number {
  const digits = normaliseTyped(text);
  if (!/^\d+$/.test(digits)) throw new CliError(`--minimum: expected a whole number from 5, found "${text}"`);
  return Number(digits);
}

const isoTimestamp = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

function readTimeOption(option: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const time = new Date(text);
  // Date reads the 31st of February as the 3rd of March.
  const day = new Date(text.slice(0, 10));
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  if (!isoTimestamp.test(text) || !isDay || Number.isNaN(time.getTime())) {
    throw new CliError(`${option}: expected an ISO 8601 date such as 2026-11-01, found "${text}"`);
  }
  return time;
}
