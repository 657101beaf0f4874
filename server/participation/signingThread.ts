/** The thread that signs blinded tokens during a rush (`rushSigner`). A key comes with the first token that it signs. */
import type { KeyObject } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { blindSign } from './blindSign.ts';

export interface SigningRequest {
  id: number;
  keyId: number;
  key?: KeyObject;
  blinded: Uint8Array;
}
export type SigningReply = { id: number; signature: Uint8Array } | { id: number; failure: string };

const keys = new Map<number, KeyObject>();

function sign({ id, keyId, key, blinded }: SigningRequest): SigningReply {
  if (key) keys.set(keyId, key);
  try {
    return { id, signature: blindSign(keys.get(keyId)!, Buffer.from(blinded)) };
  } catch (error) {
    return { id, failure: (error as Error).message };
  }
}

parentPort?.on('message', (requests: SigningRequest[]) => {
  for (const request of requests) parentPort?.postMessage(sign(request));
});
