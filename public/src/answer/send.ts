/**
 * Sending: blind a token, have it signed against the code, unblind the signature, wait a short random time, then post the
 * answers with the signed token and without the code. The draft stores each step before the next begins, so sending may
 * stop anywhere and go on elsewhere: in another tab, after a restart, or in the service worker. It touches no document.
 */
import { toAnswers } from '../../../server/responses/formAnswers.ts';
import { blinding } from './blinding.ts';
import type { Right } from './clientData.ts';
import type { Draft, DraftStore, Pending } from './draftStore.ts';
import { keysDiffer, type post } from './post.ts';

/** The fetched keys do not match the fingerprint on the page. Other scripts recognise the error by its name. */
const keysDifferError = () => Object.assign(new Error(), { name: keysDiffer });

/** What sending needs beside the draft. */
export interface Job {
  code: string;
  /** `/w/<wave>` */
  path: string;
  fingerprint: string;
}

/** The caller passes these in, so that errors are of the classes it knows. */
export interface SendTools {
  post: typeof post;
  unreachable: () => Error;
  /** The signature is there and the wait has begun. Whoever outlives this page can post `ballot`. */
  onWaiting(ballot: object): void;
}

/** The answer to a ballot that is in the box. */
export interface Stored {
  stored: true;
}

const minWaitMs = 1500;
const maxWaitMs = 6000;

/** Null for a page in their place, which comes from a network that wants a sign-in. */
function unitsIn(text: string): Record<string, string> | null {
  try {
    return JSON.parse(text).units ?? null;
  } catch {
    return null;
  }
}

/** Everyone fetches the same document; a key made for one person would change its fingerprint. */
async function verifyingKeyOf(
  unit: string,
  { path, fingerprint }: Job,
  unreachable: () => Error,
): Promise<string> {
  const reply = await fetch(`${path}/keys`, { credentials: 'omit' }).catch(() => null);
  const text = reply?.ok ? await reply.text().catch(() => '') : '';
  const units = unitsIn(text);
  if (!units) throw unreachable();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const key = units[unit];
  if (!key || hex !== fingerprint.replace(/\s/g, '')) throw keysDifferError();
  return key;
}

async function makePending(draft: Draft, job: Job, tools: SendTools): Promise<Pending> {
  draft.right ??= await tools.post<Right>(`${job.path}/right`, { code: job.code }, 'unit');
  const { unit } = draft.right;
  const key = await verifyingKeyOf(unit, job, tools.unreachable);
  return { unit, key, ...(await blinding.blind(key)) };
}

const waitRandomTime = () =>
  new Promise((resolve) => setTimeout(resolve, minWaitMs + Math.random() * (maxWaitMs - minWaitMs)));

/** One sending at a time for each draft, in whichever tab or worker; where a browser has no locks or refuses them, sending twice does no harm. */
async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  let done: Promise<T> | undefined;
  const once = () => (done ??= work());
  await navigator.locks?.request(name, once).catch(() => undefined);
  return once();
}

/** @throws Unreachable, Refused, an error named `keysDiffer`; the draft then holds everything needed to go on later. */
export function send(draft: Draft, draftStore: DraftStore, job: Job, tools: SendTools): Promise<void> {
  return withLock(draftStore.name, async () => {
    const stored = await draftStore.load().catch(() => undefined);
    if (stored === null && draftStore.isStored()) return;
    if (stored?.pending) Object.assign(draft, stored);
    draft.sending = true;
    if (!draft.pending) {
      draft.pending = await makePending(draft, job, tools);
      await draftStore.save(draft).catch(() => undefined);
    }
    const { pending } = draft;
    const { unit, message } = pending;
    const answers = toAnswers(draft.values);
    if (!pending.signature) {
      const body = { code: job.code, blinded: pending.blinded };
      const { signature } = await tools.post<{ signature: string }>(
        `${job.path}/signature`,
        body,
        'signature',
      );
      pending.signature = await blinding.unblind(pending, signature);
      await draftStore.save(draft).catch(() => undefined);
      tools.onWaiting({ credential: { unit, message, signature: pending.signature }, answers });
      await waitRandomTime();
    }
    const credential = { unit, message, signature: pending.signature };
    await tools.post<Stored>(`${job.path}/ballots`, { credential, answers }, 'stored');
    await draftStore.remove('thanks');
  });
}
