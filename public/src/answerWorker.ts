/**
 * The service worker of the answering pages, served as /answering-worker.js. It caches the page, its style, font, scripts
 * and the wave's keys, so that a questionnaire once opened works without a network. It also sends the drafts that the owner
 * of a device has left to it, and a ballot whose page is being closed. It never caches a reply to a code or to an answer.
 */

import { beginning, store } from './answer/browserStore.ts';
import { openDraftStore } from './answer/draftStore.ts';
import { post, Refused, Unreachable } from './answer/post.ts';
import type { Job, Stored } from './answer/send.ts';
import type { Send } from './answerCredential.ts';

interface FetchEvent extends Event {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Worker {
  location: Location;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(
    type: 'message' | 'install' | 'activate' | 'sync',
    listener: (event: {
      data: string[] | { url: string; ballot: object };
      waitUntil(work: Promise<unknown>): void;
    }) => void,
  ): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void>; matchAll(of: { type: 'window' }): Promise<unknown[]> };
  /** From answerCredential.ts, which the server makes this file import. */
  sendDraft: Send;
}

const worker = self as unknown as Worker;
const cacheName = 'answering';
const timeoutMs = 8000;

const isCachedPage = ({ pathname }: URL) => /^(\/\w+)?\/(kiosk|w\/[\w-]+(\/keys)?)$/.test(pathname);
const isAsset = ({ pathname }: URL) => pathname.startsWith('/assets/');

/** Not the page of a network that wants a sign-in, or of a proxy, in the place of ours. */
async function isOurs(reply: Response): Promise<boolean> {
  const isPage = /\bhtml\b/.test(reply.headers.get('Content-Type') ?? '');
  if (!isPage || isAsset(new URL(reply.url))) return !isPage;
  return (await reply.text()).includes('="/assets/');
}

async function cacheAll(addresses: string[]): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    addresses.map(async (address) => {
      const reply = await fetch(address, { credentials: 'omit' });
      if (reply.ok && (await isOurs(reply.clone()))) await cache.put(address, reply);
    }),
  );
}

/**
 * Removes the files of older builds that no cached page names any more. A second open page may be of an older build and
 * still need a script that the server no longer has: then this removes nothing.
 */
async function evict(needed: string[]): Promise<void> {
  if ((await worker.clients.matchAll({ type: 'window' })).length > 1) return;
  const cache = await caches.open(cacheName);
  const all = await cache.keys();
  const names = needed.join();
  const texts = await Promise.all(
    all
      .filter(({ url }) => isCachedPage(new URL(url)) || url.endsWith('.css'))
      .map(async (one) => ({ one, text: await (await cache.match(one))?.text() })),
  );
  const pages = texts.filter(({ one }) => !one.url.endsWith('.css')).map(({ text }) => text);
  const has = (text: string) => (one: Request) => text.includes(one.url.replace(/.*\//, ''));
  const named = has(names + pages.join());
  const fonts = has(
    texts
      .filter(({ one }) => one.url.endsWith('.css') && named(one))
      .map(({ text }) => text)
      .join(),
  );
  for (const one of all) {
    if (isAsset(new URL(one.url)) && !named(one) && !fonts(one)) await cache.delete(one);
  }
}

/** From the network when our server answers well and in time, otherwise from the cache. */
async function freshest(request: Request): Promise<Response> {
  const cached = await caches.match(request, { ignoreSearch: true });
  if (!cached) return fetch(request);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  try {
    const reply = await fetch(request.url, { credentials: 'omit', signal: stop.signal });
    const isWorking = reply.status < 500 && reply.status !== 429;
    return isWorking && (await isOurs(reply.clone())) ? reply : cached;
  } catch {
    return cached;
  } finally {
    clearTimeout(timer);
  }
}

async function fromCache(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** @throws when it could not send something yet, so that the browser tries again later */
async function sendAll(): Promise<void> {
  let failed: unknown;
  for (const job of await store.list<Job & { wave: string }>(beginning('send-'))) {
    const draftStore = await openDraftStore(job.wave, job.code);
    const draft = await draftStore.load();
    const tools = { post, unreachable: () => new Unreachable(), onWaiting: () => {} };
    const error =
      draft &&
      (await worker.sendDraft(draft, draftStore, job, tools).then(
        () => null,
        (reason: unknown) => reason,
      ));
    if (error instanceof Refused && error.status < 429) await store.remove(`send-${draftStore.name}`);
    else if (error) failed = error;
  }
  if (failed) throw failed;
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => {
  const { data } = event;
  event.waitUntil(
    Array.isArray(data)
      ? cacheAll(data).then(() => evict(data))
      : post<Stored>(data.url, data.ballot, 'stored'),
  );
});
worker.addEventListener('sync', (event) => event.waitUntil(sendAll()));
worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (isCachedPage(url)) event.respondWith(freshest(event.request));
  else if (isAsset(url)) event.respondWith(fromCache(event.request));
});
