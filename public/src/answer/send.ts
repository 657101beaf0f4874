/**
 * Sending: blind a token, have it signed against the code, unblind it, wait a little, then post the answers with what
 * came of it and without the code. Each step is in the draft before the next begins, so it may break off anywhere.
 */
import { toAnswers } from '../../../server/responses/formAnswers.ts';
import type { CredentialTools } from '../answerCredential.ts';
import { client, type Right } from './client.ts';
import type { Draft, DraftBox, Pending } from './draft.ts';
import { post, Unreachable } from './post.ts';

/** The keys fetched are not those that the fingerprint on the page stands for. */
export class KeysDiffer extends Error {}

const shortestWaitMs = 1500;
const longestWaitMs = 6000;

let tools: Promise<CredentialTools> | undefined;

/** Loads the cryptography, once; it is not needed before this. */
export function loadTools(): Promise<CredentialTools> {
  tools ??= new Promise<CredentialTools>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = client.credentialScript;
    script.onload = () =>
      resolve((window as unknown as { credentialTools: CredentialTools }).credentialTools);
    script.onerror = () => {
      tools = undefined;
      script.remove();
      reject(new Unreachable());
    };
    document.head.append(script);
  });
  return tools;
}

/** Everyone fetches the same document; a key made for one person would change its fingerprint. */
async function verifyingKeyOf(unit: string): Promise<string> {
  const reply = await fetch(`${client.path}/keys`, { credentials: 'omit' }).catch(() => null);
  if (!reply?.ok) throw new Unreachable();
  const text = await reply.text();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== client.fingerprint.replace(/\s/g, '')) throw new KeysDiffer();
  const key = JSON.parse(text).units[unit];
  if (!key) throw new KeysDiffer();
  return key;
}

async function signed(pending: Pending, code: string): Promise<string> {
  const { blinded } = pending;
  const { signature } = await post<{ signature: string }>(`${client.path}/signature`, { code, blinded });
  return (await loadTools()).unblind(pending, signature);
}

const waitALittle = () =>
  new Promise((resolve) =>
    setTimeout(resolve, shortestWaitMs + Math.random() * (longestWaitMs - shortestWaitMs)),
  );

/** @throws Unreachable, Refused, KeysDiffer; the draft then holds everything needed to go on later. */
export async function send(
  draft: Draft,
  box: DraftBox,
  code: string,
  right: Right,
  onWaiting: () => void,
): Promise<void> {
  draft.sending = true;
  if (!draft.pending) {
    const key = await verifyingKeyOf(right.unit);
    draft.pending = { unit: right.unit, key, ...(await (await loadTools()).blind(key)) };
    await box.save(draft);
  }
  const { pending } = draft;
  if (!pending.signature) {
    pending.signature = await signed(pending, code);
    await box.save(draft);
    onWaiting();
    await waitALittle();
  }
  const { unit, message, signature } = pending;
  const credential = { unit, message, signature };
  await post(`${client.path}/ballots`, { credential, answers: toAnswers(draft.values) });
  box.forget();
}
