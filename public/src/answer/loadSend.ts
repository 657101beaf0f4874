/** Loads sending with its cryptography, once and not before the page needs it. */
import type { Send } from '../answerCredential.ts';
import { client } from './clientData.ts';
import { loadScript } from './loadScript.ts';

let loaded: Promise<Send> | undefined;

export function loadSend(): Promise<Send> {
  loaded ??= loadScript(client.credentialScript).then(
    () => (self as unknown as { sendDraft: Send }).sendDraft,
    (error) => {
      loaded = undefined;
      throw error;
    },
  );
  return loaded;
}
