/** The cryptography of sending, loaded once and not before it is needed. */
import type { CredentialTools } from '../answerCredential.ts';
import { client } from './client.ts';
import { Unreachable } from './post.ts';

let tools: Promise<CredentialTools> | undefined;

export function loadTools(): Promise<CredentialTools> {
  tools ??= new Promise<CredentialTools>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = client.credentialScript;
    script.onload = () => resolve((self as unknown as { credentialTools: CredentialTools }).credentialTools);
    script.onerror = () => {
      tools = undefined;
      script.remove();
      reject(new Unreachable());
    };
    document.head.append(script);
  });
  return tools;
}
