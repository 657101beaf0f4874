/** Loads the script that carries a draft to another device, for the few who do so. */
import type { Transfer } from '../answerTransfer.ts';
import { client } from './clientData.ts';
import { loadScript } from './loadScript.ts';

export async function loadTransfer(): Promise<Transfer> {
  const scope = self as unknown as { draftTransfer?: Transfer };
  if (!scope.draftTransfer) await loadScript(client.transferScript);
  return scope.draftTransfer as Transfer;
}
