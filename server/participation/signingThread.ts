/** The thread that signs blinded tokens during a rush (`rushSigner`). A key comes with the first token it is to sign. */
import type { KeyObject } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { blindSign } from './blindSign.ts';
import type { Signed, SigningOrder } from './rushSigner.ts';

const keys = new Map<number, KeyObject>();

function obey({ id, keyId, key, blinded }: SigningOrder): Signed {
  if (key) keys.set(keyId, key);
  try {
    return { id, signature: blindSign(keys.get(keyId)!, Buffer.from(blinded)) };
  } catch (error) {
    return { id, failure: (error as Error).message };
  }
}

parentPort?.on('message', (orders: SigningOrder[]) => {
  for (const order of orders) parentPort?.postMessage(obey(order));
});
