/**
 * What is sent: a suggestion or a further message, sealed as one parcel of one size to the key of the reviewers, so that nothing in the
 * store tells for whom it is, about what, or to which thread it belongs, until many are opened together. Browsers use this file too.
 */
import { fromBase64 } from '../../i18n/base64.ts';
import { encrypt, padded } from './sealText.ts';

export interface SentSuggestion {
  kind: 'suggestion';
  /** Id under which the thread is to be stored. */
  thread: string;
  office: string;
  topic: string;
  mayPublish: boolean;
  /** The thread's key, for the reviewers; and the same under the code. All base64. */
  key: string;
  codeWrap: string;
  text: string;
  salt: string;
}

export interface SentMessage {
  kind: 'message';
  thread: string;
  /** How many messages of the sender the thread had: a repeated one is not taken twice. */
  place: number;
  text: string;
}

export type Sent = SentSuggestion | SentMessage;

/** Of the modulus of the reviewers' key. */
export const wrappedKeyBytes = 384;
const payloadBytes = 9216;
/** Of every parcel, whatever is in it. */
export const itemBytes = wrappedKeyBytes + 12 + payloadBytes + 16;
export const itemPurpose = 'item';

/** @param reviewersKey SPKI (DER, base64) */
export async function sealItem(reviewersKey: string, sent: Sent): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const publicKey = await crypto.subtle.importKey('spki', fromBase64(reviewersKey), algorithm, false, [
    'encrypt',
  ]);
  const key = crypto.getRandomValues(new Uint8Array(32));
  const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, publicKey, key));
  const payload = await encrypt(key, padded(sent, payloadBytes), itemPurpose);
  const item = new Uint8Array(wrapped.length + payload.length);
  item.set(wrapped);
  item.set(payload, wrapped.length);
  return item;
}
