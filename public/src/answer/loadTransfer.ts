/** Carrying a draft to another device, loaded for the few who do so. */
import type { Transfer } from '../answerTransfer.ts';
import { client } from './clientData.ts';
import { loadScript } from './loadScript.ts';

export async function loadTransfer(): Promise<Transfer> {
  const around = self as unknown as { draftTransfer?: Transfer };
  if (!around.draftTransfer) await loadScript(client.transferScript);
  return around.draftTransfer as Transfer;
}
