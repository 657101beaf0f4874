/**
 * Everything that a tracking code stands for, derived from it by a slow hash (PBKDF2, then HKDF): what finds the thread, what finds a
 * message that waits, and the key that opens the thread. None leads back to the code or to another of them. With 80 random bits a
 * hundred thousand rounds are enough: they add 17 bits and half a second on an old phone. Browsers use this file too.
 */
import { toBase64 } from '../../i18n/base64.ts';
import type { TrackingCode } from './trackingCode.ts';

const rounds = 100_000;
/** A sender may write so many messages in one thread. Asking always asks for all of them, so that nothing shows how many there are. */
export const maxMessages = 8;

export interface CodeKeys {
  /** Finds the thread; the server stores its SHA-256 alone. */
  thread: string;
  /** Finds the message of this place while it waits: another name, so that nobody can tell which thread came from which message. */
  messages: readonly string[];
  /** Opens the thread's key. */
  wrap: Uint8Array<ArrayBuffer>;
  /** Of the receipt's commitment. */
  salt: string;
}

const encoder = new TextEncoder();

export async function codeKeysOf(code: TrackingCode): Promise<CodeKeys> {
  const { subtle } = crypto;
  const typed = await subtle.importKey('raw', encoder.encode(code.join(' ')), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const salt = encoder.encode('farhangsanj suggestion 1');
  const slow = await subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    typed,
    256,
  );
  const master = await subtle.importKey('raw', slow, 'HKDF', false, ['deriveBits']);
  const derive = async (purpose: string) => {
    const info = encoder.encode(purpose);
    const bits = await subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
      master,
      256,
    );
    return new Uint8Array(bits);
  };
  const messages: string[] = [];
  for (let at = 0; at < maxMessages; at += 1) messages.push(toBase64(await derive(`message ${at}`)));
  return {
    thread: toBase64(await derive('thread')),
    messages,
    wrap: await derive('wrap'),
    salt: hex(await derive('receipt')),
  };
}

/** Under which something is stored that a token finds: whoever reads the store cannot ask for it. */
export async function storedUnder(token: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(token))));
}

export const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
