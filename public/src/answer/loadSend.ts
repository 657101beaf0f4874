/** Sending with its cryptography, loaded once and not before it is needed. */
import type { Send } from '../answerCredential.ts';
import { client } from './client.ts';
import { Unreachable } from './post.ts';

let loaded: Promise<Send> | undefined;

export function loadSend(): Promise<Send> {
  loaded ??= new Promise<Send>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = client.credentialScript;
    script.onload = () => resolve((self as unknown as { sendDraft: Send }).sendDraft);
    script.onerror = () => {
      loaded = undefined;
      script.remove();
      reject(new Unreachable());
    };
    document.head.append(script);
  });
  return loaded;
}
