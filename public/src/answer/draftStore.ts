/**
 * The draft: answers kept in this browser only, encrypted with a key made from the code, so that the next person at a
 * shared computer can neither read it nor tell whose it is. It is deleted once the answers have arrived.
 */

import { store } from './browserStore.ts';
import type { Right } from './clientData.ts';
import { draftKeyOf, pack, type Sealed, unpack } from './draftKey.ts';

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

export interface DraftStore {
  name: string;
  /** Whether something was kept here; when `load` then finds nothing, it was sent from elsewhere. */
  isStored(): boolean;
  load(): Promise<Draft | null>;
  /** @throws when this browser keeps nothing */
  save(draft: Draft): Promise<void>;
  remove(end: End): Promise<void>;
  /** Bytes under the key of the drafts, for another device that has the code. */
  seal(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** @throws when they are not whole, or of another code or wave */
  unseal(sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Calls back when another page or the service worker changed the draft or brought it to its end. */
  watch(changed: (end?: End) => void): void;
}

const encoder = new TextEncoder();
const channel = 'BroadcastChannel' in self ? new BroadcastChannel('answering') : null;

export async function openDraftStore(wave: string, code: string): Promise<DraftStore> {
  const { name, encrypt, decrypt } = await draftKeyOf(wave, code);
  let writing: Promise<unknown> = Promise.resolve();
  let forgotten = false;
  let isKept = false;

  async function write(draft: Draft): Promise<void> {
    const sealed = await encrypt(encoder.encode(JSON.stringify(draft)));
    if (forgotten) return;
    await store.write(name, sealed);
    isKept = true;
    channel?.postMessage({ name });
  }

  return {
    name,
    isStored: () => isKept,
    async load() {
      const stored = await store.read<Sealed>(name);
      if (!stored) return null;
      isKept = true;
      return JSON.parse(new TextDecoder().decode(await decrypt(stored))) as Draft;
    },
    save(draft) {
      const written = writing.then(() => write(draft));
      writing = written.catch(() => undefined);
      return written;
    },
    async remove(end) {
      forgotten = true;
      await writing;
      await store.remove(name).catch(() => undefined);
      await store.remove(`send-${name}`).catch(() => undefined);
      channel?.postMessage({ name, end });
    },
    seal: async (bytes) => pack(await encrypt(bytes)),
    unseal: (sealed) => decrypt(unpack(sealed)),
    watch(changed) {
      channel?.addEventListener('message', ({ data }) => {
        if (data.name !== name) return;
        forgotten ||= Boolean(data.end);
        changed(data.end);
      });
    },
  };
}
