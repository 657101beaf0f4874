/** The steps that raise data of earlier versions, one version each, for `database/schemaVersion.ts`. */
import type { Migration } from '../database/schemaVersion.ts';
import { giveResultsWords } from './giveResultsWords.ts';
import { noteRecoveryCopies } from './noteRecoveryCopies.ts';
import { sealAllAddresses } from './sealStoredAddresses.ts';

/** @param keyDir where the keys of running waves lie: addresses are encrypted under them */
export function storedDataSteps({ keyDir }: { keyDir: string }): Migration[] {
  return [
    // Subjects of the audit trail have parts from 2 on. Nothing is rewritten: the hashes of earlier entries cover their words
    // (`accounts/audit/subject.ts`). An older program would take the new ones for a broken chain, so it must not open them.
    { from: 1, run: async () => {} },
    // From 3 on addresses are encrypted under a key of their wave (an older program would show and send to none), and a wave knows the
    // recovery copies of its keys, because the count asks for them, and the words that open its results to employees.
    {
      from: 2,
      run: async () => {
        await noteRecoveryCopies();
        await giveResultsWords();
        await sealAllAddresses(keyDir);
      },
    },
  ];
}
