/**
 * What a kiosk knows of itself, and its heartbeat. The clock alone decides when a heartbeat goes out, whether somebody is
 * answering or not, so that its times reveal nothing about anybody; its reply lists the waves that people can answer here.
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
  /** When this device last sent a heartbeat, by its own clock. */
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

/** Also writes a copy to IndexedDB, which is on the disk at once: localStorage may lose it when the power fails soon after. */
export async function registerAsKiosk(kiosk: Kiosk): Promise<void> {
  writeKiosk(kiosk);
  await store.write(kioskKey, kiosk).catch(() => undefined);
}

export async function restoreKiosk(): Promise<Kiosk | null> {
  const copy = readKiosk() ? undefined : await store.read<Kiosk>(kioskKey).catch(() => undefined);
  if (copy) writeKiosk(copy);
  return readKiosk();
}

/** Whether the server still knows this device; also true when the server could not be reached. */
export async function sendHeartbeatIfDue(): Promise<boolean> {
  const kiosk = readKiosk();
  if (!kiosk || Math.abs(Date.now() - kiosk.beatAt) < heartbeatEveryMs) return kiosk !== null;
  try {
    const known = await post<Omit<Kiosk, 'token' | 'beatAt'>>(
      '/kiosk/heartbeat',
      { token: kiosk.token },
      'waves',
    );
    writeKiosk({ ...kiosk, ...known, beatAt: Date.now() });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) return true;
    localStorage.removeItem(kioskKey);
    await store.remove(kioskKey).catch(() => undefined);
    return false;
  }
  return true;
}
