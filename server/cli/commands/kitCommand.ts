/** `kit`: the documents of one office of a released wave, or of all its offices with the yearly book, as files in a folder. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { audit } from '../../accounts/audit/audit.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { kitFile, kitFileName, kitFiles } from '../../kit/officeDocuments.ts';
import { readOffice } from '../../kit/officeReading.ts';
import { requireReleased } from '../../kit/requireReleased.ts';
import { type MadeFile, sumsName, waveKit } from '../../kit/waveKit.ts';
import { patientPdfRenderer } from '../../pdf/renderPdf.ts';
import { prepareFolder } from '../../prepareFolders.ts';
import type { Wave } from '../../waves/wave.ts';
import { replaceFile } from '../../wholeFile.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { findStoredWave, inEnglish } from '../findStoredWave.ts';

interface Options {
  wave: string;
  office?: string;
  out: string;
  language: string;
  json?: boolean;
}

export const kitCommand: AddCommand = ({ program }, cli) => {
  program
    .command('kit')
    .description(
      'write the kit of a released wave: for each office a page, the full report, slides, a poster and a guide for the meeting; and the yearly book',
    )
    .requiredOption('--wave <id>', 'the wave')
    .option('--office <code>', 'only the documents of this office, or reporting group')
    .requiredOption('--out <dir>', 'folder for the files; made when missing')
    .option('--language <code>', 'fa or en', 'fa')
    .option('--json', 'print the number of files and their digest as one JSON document')
    .action((options: Options) => run(options, cli));
};

async function run(options: Options, cli: Cli): Promise<void> {
  const { wave: id, office, out, language, json } = options;
  if (language !== 'fa' && language !== 'en')
    throw new CliError(`--language: expected fa or en, found "${language}"`);
  await cli.withStore(async () => {
    const wave = await findStoredWave(id);
    await inEnglish(async () => requireReleased(wave));
    if (office && ![...wave.offices, ...wave.units].some(({ code }) => code === office))
      throw new CliError(`--office: expected the code of an office of the wave, found "${office}"`);
    prepareFolder('--out', out, 0o777);
    const { render, close } = patientPdfRenderer();
    const digest = createHash('sha256');
    let files = 0;
    try {
      const making = { reader: readerOfLanguage(language), render, baseUrl: cli.config().baseUrl ?? '' };
      const made = office ? officeKit(wave, office, making) : wholeKit(wave, making, cli);
      for await (const { path, bytes } of made) {
        writeInto(join(out, path), bytes);
        // The list of digests covers all other files of the whole kit.
        if (office || path === sumsName) digest.update(bytes);
        files += 1;
      }
    } finally {
      await close();
    }
    const sha256 = digest.digest('hex');
    const subject = { kind: 'wave' as const, id, ...(office && { officeOrUnit: office }) };
    const detail = { files, sha256 };
    await audit({ at: cli.clock.now(), actor: 'cli', action: 'kit.make', subject, detail });
    cli.print(
      json ? JSON.stringify({ wave: id, files, sha256 }) : `${files} files in ${out}\nsha256 ${sha256}`,
    );
  });
}

type Making = Pick<Parameters<typeof waveKit>[1], 'reader' | 'render' | 'baseUrl'>;

/** Whoever runs commands reads everything that is released. */
const mayRead = () => true;

async function* officeKit(
  wave: Wave,
  office: string,
  { reader, render, baseUrl }: Making,
): AsyncGenerator<MadeFile> {
  const reading = await readOffice(wave, { office, baseUrl, mayRead }, reader);
  if (!reading) throw new CliError(`--office: ${office} has no report in wave ${wave._id}`);
  for (const file of kitFiles)
    yield { path: kitFileName(office, file), bytes: await kitFile(file, reading, reader, render) };
}

function wholeKit(wave: Wave, making: Making, cli: Cli): AsyncGenerator<MadeFile> {
  const onProgress = (done: number, total: number) => {
    if (done % 10 === 0 || done >= total - 1) cli.printNote(`${done} of ${total}`);
  };
  return waveKit(wave, { ...making, mayRead, onProgress });
}

function writeInto(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  replaceFile(path, bytes, { mode: 0o644 });
}
