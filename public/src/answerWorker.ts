/**
 * The service worker of the answering pages: keeps the page, its style, font and scripts, so that a questionnaire once
 * opened goes on without a network. It never keeps an answer, a code or a reply to one. Served as /answering-worker.js.
 */
interface FetchEvent extends Event {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Worker {
  location: Location;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(
    type: 'message' | 'install' | 'activate',
    listener: (event: { data: unknown; waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

const worker = self as unknown as Worker;
const cacheName = 'answering';
const patienceMs = 8000;

const isWavePage = ({ pathname }: URL) => /^(\/(fa|en|azb))?\/w\/[\w-]+$/.test(pathname);
const isAsset = ({ pathname }: URL) => pathname.startsWith('/assets/');

async function keep(addresses: string[]): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    addresses.map(async (address) => {
      const reply = await fetch(address, { credentials: 'omit' });
      if (reply.ok) await cache.put(address, reply);
    }),
  );
}

/** From the network when it answers in time, otherwise what was kept. */
async function freshest(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (!kept) return fetch(request);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patienceMs);
  try {
    return await fetch(request.url, { credentials: 'omit', signal: stop.signal });
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => event.waitUntil(keep(event.data as string[])));
worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (isWavePage(url)) event.respondWith(freshest(event.request));
  else if (isAsset(url)) event.respondWith(kept(event.request));
});
