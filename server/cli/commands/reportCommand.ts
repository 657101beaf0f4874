/** `report`: the report of one office, as the page and the API give it. */

import { findPublishedReport } from '../../reports/published/findPublished.ts';
import { reportJson } from '../../reports/published/reportJson.ts';
import { isShown, type Report } from '../../reports/published/reportObject.ts';
import { WaveModel } from '../../waves/wave.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';

interface Options {
  wave: string;
  office: string;
  scope: string;
  json?: boolean;
}

export const reportCommand: AddCommand = ({ program }, cli) => {
  program
    .command('report')
    .description('print the report of one office')
    .requiredOption('--wave <id>', 'the wave')
    .requiredOption('--office <code>', 'code of the office, or of a reporting group')
    .option('--scope <scope>', 'own: its own staff; subtree: with everything below', 'own')
    .option('--json', 'print the whole report as one JSON document')
    .action((options: Options) => run(options, cli));
};

async function run({ wave: id, office, scope, json }: Options, cli: Cli): Promise<void> {
  if (scope !== 'own' && scope !== 'subtree') {
    throw new CliError(`--scope: expected own or subtree, found "${scope}"`);
  }
  await cli.withStore(async () => {
    const wave = await WaveModel.findById(id).lean();
    if (!wave) throw new CliError(`--wave: expected the id of a wave, found "${id}"`);
    const known = [...wave.offices, ...wave.units].some(({ code }) => code === office);
    if (!known) throw new CliError(`--office: expected the code of an office of the wave, found "${office}"`);
    if (wave.purgedAt) throw new CliError(`--wave: the answers and reports of wave ${id} were deleted`);
    const found = await findPublishedReport(wave, office, scope);
    if (!found) throw new CliError(`--office: ${office} has no staff and no respondents in this scope`);
    cli.print(json ? JSON.stringify(reportJson(found)) : asText(found));
  });
}

/** A short text for people at a terminal; everything else is in `--json`. */
function asText(report: Report): string {
  const responses = typeof report.responses === 'number' ? String(report.responses) : 'not shown';
  const lines = report.instruments.flatMap((instrument) => [
    `${instrument.id}: ${meanOf(instrument.index)}`,
    ...instrument.dimensions.map((dimension) => `  ${dimension.id}: ${meanOf(dimension)}`),
  ]);
  const group = report.rolledUpTo ? [`reported within ${report.rolledUpTo}`] : [];
  return [`${report.office} (${report.scope}): responses ${responses}`, ...group, ...lines].join('\n');
}

function meanOf(score: Report['instruments'][number]['index']): string {
  if (!isShown(score)) return `not shown (${score.suppressed})`;
  return score.mean === null ? '–' : score.mean.toFixed(1);
}
