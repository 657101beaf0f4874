/** Lets the service worker keep this page and what it is made of, once the first question is on the screen. */
import { client } from './client.ts';

export async function keepForOffline(): Promise<void> {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register('/answering-worker.js', { scope: '/' });
  const { active } = await navigator.serviceWorker.ready;
  const used = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  const assets = used.filter((path) => path.startsWith('/assets/'));
  active?.postMessage([...new Set([location.pathname, client.credentialScript, ...assets])]);
}
