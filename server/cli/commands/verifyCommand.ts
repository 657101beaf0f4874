/** `verify`: checks that the stored data is consistent. Read-only. */
import { verifyAudit } from '../../accounts/audit/audit.ts';
import type { Store } from '../../database/connect.ts';
import { OfficeModel } from '../../offices/office.ts';
import { InvitationModel } from '../../participation/invitation.ts';
import { type VerifiedWave, verifyWave } from '../../reports/tally/verifyWave.ts';
import { WaveModel } from '../../waves/wave.ts';
import { countedStates, stateIn } from '../../waves/waveState.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';

export const verifyCommand: AddCommand = ({ program }, cli) => {
  program
    .command('verify')
    .description(
      'recompute every tally, compare responses with invitations used, check indexes and audit trail',
    )
    .option('--json', 'print the result as one JSON document')
    .action((options: { json?: boolean }) => run(options, cli));
};

async function run({ json }: { json?: boolean }, cli: Cli): Promise<void> {
  await cli.withStore(async (store) => {
    const counted = await WaveModel.find(stateIn(countedStates), { imported: 1 }).lean();
    const problems: string[] = [];
    let responses = 0;
    for (const { _id, imported } of counted) {
      const verified = await verifyWave(_id);
      responses += verified.responses;
      problems.push(...verified.wrongUnits.map((unit) => `wave ${_id}: the tally of unit ${unit} is wrong`));
      if (!imported) problems.push(...(await unitsWithTooManyResponses(verified)));
    }
    const auditTrail = await verifyAudit();
    if (auditTrail.brokenAt !== null)
      problems.push(`the audit trail is broken at entry ${auditTrail.brokenAt}`);
    problems.push(...(await indexProblems(store)));
    const result = { waves: counted.length, responses, auditEntries: auditTrail.entries, problems };
    if ((await OfficeModel.countDocuments()) === 0)
      cli.printNote(
        'the store is empty, so there was nothing to verify: are DATA_DIR and MONGODB_URI those of the system?',
      );
    if (json) cli.print(JSON.stringify(result));
    if (problems.length > 0) throw new CliError(problems.join('\n'));
    if (!json) {
      cli.print(
        `${counted.length} waves, ${responses} responses, ${auditTrail.entries} audit entries: all agree`,
      );
    }
  });
}

async function unitsWithTooManyResponses({ wave, byUnit }: VerifiedWave): Promise<string[]> {
  const problems: string[] = [];
  const groups = await InvitationModel.aggregate<{ _id: string; used: number }>([
    { $match: { wave, used: true } },
    { $group: { _id: '$unit', used: { $sum: 1 } } },
  ]);
  const usedIn = new Map(groups.map(({ _id, used }) => [_id, used]));
  for (const [unit, responses] of byUnit) {
    if (responses <= (usedIn.get(unit) ?? 0)) continue;
    // Without the numbers: a small unit's are shown to nobody.
    problems.push(`wave ${wave}: unit ${unit} has more responses than invitations used`);
  }
  return problems;
}

/** The embedded store checks its own indexes; MongoDB has its own `validate`. */
async function indexProblems(store: Store): Promise<string[]> {
  return (await store.verify?.())?.problems ?? [];
}
