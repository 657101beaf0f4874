/**
 * The service worker of the answering pages, served as /answering-worker.js. It keeps the page, its style, font, scripts and
 * the wave's keys, so that a questionnaire once opened goes on without a network; and it sends what the owner of a device
 * has left to it, and a ballot whose page is being closed. It never keeps a reply to a code or to an answer.
 */

import { beginning, store } from './answer/browserStore.ts';
import { openDraftStore } from './answer/draftStore.ts';
import { post, Refused, Unreachable } from './answer/post.ts';
import type { Job } from './answer/send.ts';
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
  /** The server begins this file with an import of it. */
  sendDraft: Send;
}

const worker = self as unknown as Worker;
const cacheName = 'answering';
const patienceMs = 8000;

const isKept = ({ pathname }: URL) => /^(\/\w+)?\/(kiosk|w\/[\w-]+(\/keys)?)$/.test(pathname);
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

/**
 * Takes out the files of older builds that no kept page names any more. A second open page may be of an older build and
 * need a script yet that the server no longer has: then nothing is taken out.
 */
async function evict(needed: string[]): Promise<void> {
  if ((await worker.clients.matchAll({ type: 'window' })).length > 1) return;
  const cache = await caches.open(cacheName);
  const all = await cache.keys();
  const names = needed.join();
  const texts = await Promise.all(
    all
      .filter(({ url }) => isKept(new URL(url)) || url.endsWith('.css'))
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

/** From the network when it answers well and in time, otherwise what was kept. */
async function freshest(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (!kept) return fetch(request);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patienceMs);
  try {
    const reply = await fetch(request.url, { credentials: 'omit', signal: stop.signal });
    return reply.status < 500 ? reply : kept;
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** @throws when something could not be sent yet, so that the browser tries again later */
async function sendAll(): Promise<void> {
  let failed: unknown;
  for (const job of await store.list<Job & { wave: string }>(beginning('send-'))) {
    const box = await openDraftStore(job.wave, job.code);
    const draft = await box.load();
    const around = { post, unreachable: () => new Unreachable(), onWaiting: () => {} };
    const error =
      draft &&
      (await worker.sendDraft(draft, box, job, around).then(
        () => null,
        (reason: unknown) => reason,
      ));
    if (error instanceof Refused && error.status < 429) await store.remove(`send-${box.name}`);
    else if (error) failed = error;
  }
  if (failed) throw failed;
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => {
  const { data } = event;
  event.waitUntil(Array.isArray(data) ? keep(data).then(() => evict(data)) : post(data.url, data.ballot));
});
worker.addEventListener('sync', (event) => event.waitUntil(sendAll()));
worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (isKept(url)) event.respondWith(freshest(event.request));
  else if (isAsset(url)) event.respondWith(kept(event.request));
});
