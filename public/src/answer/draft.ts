/**
 * The draft: answers kept in this browser only, encrypted with a key made from the code, so that the next person at a
 * shared computer can neither read it nor tell whose it is. It is deleted once the answers have arrived.
 */
import { fromBase64, toBase64 } from './bytes.ts';
import type { Right } from './client.ts';

/** A credential on its way: kept from before the signature is asked for, so that a lost reply loses nothing. */
export interface Pending {
  unit: string;
  key: string;
  message: string;
  blinded: string;
  inverse: string;
  signature?: string;
}

export interface Draft {
  values: Record<string, string>;
  /** Number of the first part on the page that was open. */
  part: number;
  right?: Right;
  pending?: Pending;
  /** «Send» was pressed. */
  sending?: boolean;
}

export interface DraftBox {
  load(): Promise<Draft | null>;
  save(draft: Draft): Promise<void>;
  forget(): void;
}

const ivBytes = 12;

export async function openDraftBox(wave: string, code: string): Promise<DraftBox> {
  const encoder = new TextEncoder();
  const secret = await crypto.subtle.importKey('raw', encoder.encode(code), 'HKDF', false, ['deriveBits']);
  const derive = (purpose: string) =>
    crypto.subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt: encoder.encode(wave), info: encoder.encode(purpose) },
      secret,
      256,
    );
  const key = await crypto.subtle.importKey('raw', await derive('draft'), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const name = `draft-${toBase64(new Uint8Array(await derive('name'))).slice(0, 22)}`;
  let writing = Promise.resolve();
  let forgotten = false;

  async function write(draft: Draft): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
    const text = encoder.encode(JSON.stringify(draft));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text));
    if (!forgotten) localStorage.setItem(name, toBase64(new Uint8Array([...iv, ...sealed])));
  }

  return {
    async load() {
      const stored = fromBase64(localStorage.getItem(name) ?? '');
      if (stored.length <= ivBytes) return null;
      const iv = stored.slice(0, ivBytes);
      const opened = await crypto.subtle
        .decrypt({ name: 'AES-GCM', iv }, key, stored.slice(ivBytes))
        .catch(() => null);
      return opened && (JSON.parse(new TextDecoder().decode(opened)) as Draft);
    },
    save(draft) {
      writing = writing.then(() => write(draft)).catch(() => undefined);
      return writing;
    },
    forget() {
      forgotten = true;
      localStorage.removeItem(name);
    },
  };
}
