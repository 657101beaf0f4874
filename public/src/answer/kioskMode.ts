/**
 * Whether this device is registered as a kiosk, and the draft store of a kiosk, which stores nothing: the draft is only in
 * the memory of the page. Every answering page on such a device behaves so, whatever address led to it.
 */
import type { DraftStore } from './draftStore.ts';

export const kioskKey = 'kiosk';
export const onKiosk = (() => {
  try {
    return localStorage.getItem(kioskKey) !== null;
  } catch {
    return false;
  }
})();

export const memoryDraftStore: DraftStore = {
  name: 'kiosk',
  isStored: () => false,
  load: async () => null,
  save: async () => undefined,
  remove: async () => undefined,
  seal: async (bytes) => bytes,
  unseal: async (bytes) => bytes,
  watch: () => undefined,
};
