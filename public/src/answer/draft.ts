/**
 * The draft: answers kept in this browser only, encrypted with a key made from the code, so that the next person at a
 * shared computer can neither read it nor tell whose it is. It is deleted once the answers have arrived.
 */
import type { Right } from './client.ts';
import { store } from './store.ts';

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

/** Why a draft is no longer there: which template of the page says so. */
export type End = 'thanks' | 'used' | 'over';

export interface DraftBox {
  name: string;
  /** Whether something was kept here; when `load` then finds nothing, it was sent from elsewhere. */
  isKept(): boolean;
  load(): Promise<Draft | null>;
  /** @throws when this browser keeps nothing */
  save(draft: Draft): Promise<void>;
  forget(end: End): Promise<void>;
  /** Bytes under the key of the drafts, for another device that has the code. */
  seal(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** @throws when they are not whole, or of another code or wave */
  unseal(sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Calls back when another page or the service worker changed the draft or brought it to its end. */
  watch(changed: (end?: End) => void): void;
}

const ivBytes = 12;
const encoder = new TextEncoder();
const channel = 'BroadcastChannel' in self ? new BroadcastChannel('answering') : null;

export async function openDraftBox(wave: string, code: string): Promise<DraftBox> {
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
  const name = `draft-${wave}-${new Uint8Array(await derive('name')).slice(0, 16).join('.')}`;
  let writing: Promise<unknown> = Promise.resolve();
  let forgotten = false;
  let isKept = false;

  async function write(draft: Draft): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
    const text = encoder.encode(JSON.stringify(draft));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text);
    if (forgotten) return;
    await store.write(name, { iv, sealed });
    isKept = true;
    channel?.postMessage({ name });
  }

  return {
    name,
    isKept: () => isKept,
    async load() {
      const stored = await store.read<{ iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }>(name);
      if (!stored) return null;
      isKept = true;
      const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: stored.iv }, key, stored.sealed);
      return JSON.parse(new TextDecoder().decode(opened)) as Draft;
    },
    save(draft) {
      const written = writing.then(() => write(draft));
      writing = written.catch(() => undefined);
      return written;
    },
    async forget(end) {
      forgotten = true;
      await writing;
      await store.remove(name).catch(() => undefined);
      await store.remove(`send-${name}`).catch(() => undefined);
      channel?.postMessage({ name, end });
    },
    async seal(bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes);
      return Uint8Array.from([...iv, ...new Uint8Array(sealed)]);
    },
    async unseal(sealed) {
      const iv = sealed.slice(0, ivBytes);
      return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.slice(ivBytes)));
    },
    watch(changed) {
      channel?.addEventListener('message', ({ data }) => {
        if (data.name !== name) return;
        forgotten ||= Boolean(data.end);
        changed(data.end);
      });
    },
  };
}
