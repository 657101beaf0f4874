/**
 * The draft: answers stored in this browser only, encrypted with a key derived from the code, so that the next person at a
 * shared computer can neither read it nor tell whose it is. The page deletes it once the answers have arrived.
 */

import { store } from './browserStore.ts';
import type { Right } from './clientData.ts';
import { draftKeyOf, pack, type Sealed, unpack } from './draftKey.ts';

/** A credential in the making: stored before the page asks for the signature, so that a lost reply loses nothing. */
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
  /** Whether this browser has stored a draft; when `load` then finds none, another page has sent it. */
  isStored(): boolean;
  load(): Promise<Draft | null>;
  /** @throws when this browser stores nothing */
  save(draft: Draft): Promise<void>;
  remove(end: End): Promise<void>;
  /** Encrypts bytes with the draft's key, for another device that has the code. */
  seal(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** @throws when they are damaged, or of another code or wave */
  unseal(sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Calls back when another page or the service worker has changed or removed the draft. */
  watch(changed: (end?: End) => void): void;
}

const encoder = new TextEncoder();
const channel = openChannel();

/** Null in browsers without it, and where storing is forbidden: some then forbid this too. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel('answering');
  } catch {
    return null;
  }
}

export async function openDraftStore(wave: string, code: string): Promise<DraftStore> {
  const { name, encrypt, decrypt } = await draftKeyOf(wave, code);
  let writing: Promise<unknown> = Promise.resolve();
  let isRemoved = false;
  let isStored = false;
  let isRead = false;
  let tell: (end?: End) => void = () => undefined;

  async function load(): Promise<Draft | null> {
    const stored = await store.read<Sealed>(name);
    isRead = true;
    if (!stored) return null;
    isStored = true;
    return JSON.parse(new TextDecoder().decode(await decrypt(stored))) as Draft;
  }

  /** Where the browser did not show earlier answers at first, they join those of now instead of being written over. */
  async function joinEarlier(draft: Draft): Promise<boolean> {
    const earlier = isRead ? null : await load();
    if (earlier)
      Object.assign(draft, { ...earlier, ...draft, values: { ...earlier.values, ...draft.values } });
    return earlier !== null;
  }

  async function write(draft: Draft): Promise<void> {
    const hasJoined = await joinEarlier(draft);
    const sealed = await encrypt(encoder.encode(JSON.stringify(draft)));
    if (isRemoved) return;
    await store.write(name, sealed);
    isStored = true;
    channel?.postMessage({ name });
    if (hasJoined) tell();
  }

  return {
    name,
    isStored: () => isStored,
    load,
    save(draft) {
      const written = writing.then(() => write(draft));
      writing = written.catch(() => undefined);
      return written;
    },
    async remove(end) {
      isRemoved = true;
      await writing;
      await store.remove(name).catch(() => undefined);
      await store.remove(`send-${name}`).catch(() => undefined);
      channel?.postMessage({ name, end });
    },
    seal: async (bytes) => pack(await encrypt(bytes)),
    unseal: (sealed) => decrypt(unpack(sealed)),
    watch(changed) {
      tell = changed;
      channel?.addEventListener('message', ({ data }) => {
        if (data.name !== name) return;
        isRemoved ||= Boolean(data.end);
        changed(data.end);
      });
    },
  };
}
