/**
 * What a kiosk knows of itself, and its sign of life. The sign goes out by the clock alone, whether somebody answers or
 * not, so that its times tell nothing of anybody; it also brings the waves that can be answered here.
 */

import { store } from '../answer/browserStore.ts';
import { kioskKey } from '../answer/kioskMode.ts';
import { post, Refused } from '../answer/post.ts';

export interface Kiosk {
  token: string;
  name: string;
  nameFa: string;
  nameEn: string;
  waves: { id: string; title: string }[];
  /** When the last sign of life was given, by this device's clock. */
  beatAt: number;
}

const heartbeatEveryMs = 15 * 60_000;

export function readKiosk(): Kiosk | null {
  try {
    return JSON.parse(localStorage.getItem(kioskKey) ?? 'null') as Kiosk | null;
  } catch {
    return null;
  }
}

function writeKiosk(kiosk: Kiosk): void {
  localStorage.setItem(kioskKey, JSON.stringify(kiosk));
}

/** A second copy where a write is on the disk at once: the first is lost when the plug is pulled soon after. */
export async function registerAsKiosk(kiosk: Kiosk): Promise<void> {
  await store.write(kioskKey, kiosk);
  writeKiosk(kiosk);
}

export async function restoreKiosk(): Promise<Kiosk | null> {
  const copy = readKiosk() ? undefined : await store.read<Kiosk>(kioskKey).catch(() => undefined);
  if (copy) writeKiosk(copy);
  return readKiosk();
}

/** Whether the server still knows this device; true as well when nobody could be asked. */
export async function sendHeartbeatIfDue(): Promise<boolean> {
  const kiosk = readKiosk();
  if (!kiosk || Math.abs(Date.now() - kiosk.beatAt) < heartbeatEveryMs) return kiosk !== null;
  try {
    const known = await post<Omit<Kiosk, 'token' | 'beatAt'>>('/kiosk/heartbeat', { token: kiosk.token });
    writeKiosk({ ...kiosk, ...known, beatAt: Date.now() });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) return true;
    localStorage.removeItem(kioskKey);
    await store.remove(kioskKey).catch(() => undefined);
    return false;
  }
  return true;
}
