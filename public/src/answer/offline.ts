/**
 * Talks to the service worker, which caches this page and its files once the first question is on the screen and, on a
 * device that its owner says nobody else uses, sends the answers after the page was closed.
 */

import { store } from './browserStore.ts';
import type { Job } from './send.ts';

interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

let registered: SyncRegistration | undefined;

/** @param addresses what the page needs beside the files it has loaded already */
export async function cacheForOffline(addresses: string[]): Promise<void> {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register('/answering-worker.js', { scope: '/' });
  registered = await navigator.serviceWorker.ready;
  // On a slow line the font arrives after the first question, and has to be cached too.
  await document.fonts.ready;
  const used = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  const assets = used.filter((path) => path.startsWith('/assets/'));
  registered.active?.postMessage([...new Set([...addresses, ...assets])]);
}

export const canSendInBackground = () => Boolean(registered?.sync);

/** Leaves the code on this device until the answers have arrived: the worker too cannot read them without it. */
export async function sendInBackground(draft: string, job: Job & { wave: string }): Promise<void> {
  await store.write(`send-${draft}`, job);
  await registered?.sync?.register('send');
}
