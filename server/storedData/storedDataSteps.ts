/** The steps that raise data of earlier versions, one version each, for `database/schemaVersion.ts`. */
import type { Migration } from '../database/schemaVersion.ts';
import { sealAllAddresses } from './sealStoredAddresses.ts';

/** @param keyDir where the keys of running waves lie: addresses are encrypted under them */
export function storedDataSteps({ keyDir }: { keyDir: string }): Migration[] {
  return [
    // Subjects of the audit trail have parts from 2 on. Nothing is rewritten: the hashes of earlier entries cover their words
    // (`accounts/audit/subject.ts`). An older program would take the new ones for a broken chain, so it must not open them.
    { from: 1, run: async () => {} },
    // From 3 on addresses are encrypted under a key of their wave. An older program would show and send to none.
    { from: 2, run: () => sealAllAddresses(keyDir) },
  ];
}
