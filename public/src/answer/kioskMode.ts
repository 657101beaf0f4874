/**
 * Whether this device is registered as a kiosk, and the draft of a kiosk, which is nowhere but in the memory of the page.
 * Every answering page on such a device behaves so, whatever address led to it.
 */
import type { DraftBox } from './draft.ts';

export const kioskKey = 'kiosk';
export const onKiosk = (() => {
  try {
    return localStorage.getItem(kioskKey) !== null;
  } catch {
    return false;
  }
})();

export const memoryBox: DraftBox = {
  name: 'kiosk',
  isKept: () => false,
  load: async () => null,
  save: async () => undefined,
  forget: async () => undefined,
  seal: async (bytes) => bytes,
  unseal: async (bytes) => bytes,
  watch: () => undefined,
};
