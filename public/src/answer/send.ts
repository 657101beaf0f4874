/**
 * Sending: blind a token, have it signed against the code, unblind it, wait a little, then post the answers with what
 * came of it and without the code. Each step is in the draft before the next begins, so it may break off anywhere and go
 * on elsewhere: in another tab, after a restart, or in the service worker. Nothing here touches a document.
 */
import { toAnswers } from '../../../server/responses/formAnswers.ts';
import { blinding } from './blinding.ts';
import type { Right } from './clientData.ts';
import type { Draft, DraftStore, Pending } from './draftStore.ts';
import { keysDiffer, type post } from './post.ts';

/** The keys fetched are not those that the fingerprint on the page stands for; told by its name, in whichever file. */
const keysDifferError = () => Object.assign(new Error(), { name: keysDiffer });

/** What has to be known beside the draft. */
export interface Job {
  code: string;
  /** `/w/<wave>` */
  path: string;
  fingerprint: string;
}

/** Handed in, so that its errors are of the classes that the caller knows. */
export interface SendTools {
  post: typeof post;
  unreachable: () => Error;
  /** The signature is there; the wait has begun. `ballot` can be posted by whoever outlives this page. */
  onWaiting(ballot: object): void;
}

const minWaitMs = 1500;
const maxWaitMs = 6000;

/** Everyone fetches the same document; a key made for one person would change its fingerprint. */
async function verifyingKeyOf(
  unit: string,
  { path, fingerprint }: Job,
  unreachable: () => Error,
): Promise<string> {
  const reply = await fetch(`${path}/keys`, { credentials: 'omit' }).catch(() => null);
  if (!reply?.ok) throw unreachable();
  const text = await reply.text();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const key = JSON.parse(text).units[unit];
  if (!key || hex !== fingerprint.replace(/\s/g, '')) throw keysDifferError();
  return key;
}

async function blinded(draft: Draft, job: Job, around: SendTools): Promise<Pending> {
  draft.right ??= await around.post<Right>(`${job.path}/right`, { code: job.code });
  const { unit } = draft.right;
  const key = await verifyingKeyOf(unit, job, around.unreachable);
  return { unit, key, ...(await blinding.blind(key)) };
}

const waitALittle = () =>
  new Promise((resolve) => setTimeout(resolve, minWaitMs + Math.random() * (maxWaitMs - minWaitMs)));

/** One at a time for each draft, whichever tab or worker it is in; where there are no locks, repeating does no harm. */
function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(name, work) as Promise<T>) : work();
}

/** @throws Unreachable, Refused, an error named `keysDiffer`; the draft then holds everything needed to go on later. */
export function send(draft: Draft, box: DraftStore, job: Job, around: SendTools): Promise<void> {
  return withLock(box.name, async () => {
    const stored = await box.load().catch(() => undefined);
    if (stored === null && box.isStored()) return;
    if (stored?.pending) Object.assign(draft, stored);
    draft.sending = true;
    if (!draft.pending) {
      draft.pending = await blinded(draft, job, around);
      await box.save(draft).catch(() => undefined);
    }
    const { pending } = draft;
    const { unit, message } = pending;
    const answers = toAnswers(draft.values);
    if (!pending.signature) {
      const asked = { code: job.code, blinded: pending.blinded };
      const { signature } = await around.post<{ signature: string }>(`${job.path}/signature`, asked);
      pending.signature = await blinding.unblind(pending, signature);
      await box.save(draft).catch(() => undefined);
      around.onWaiting({ credential: { unit, message, signature: pending.signature }, answers });
      await waitALittle();
    }
    await around.post(`${job.path}/ballots`, {
      credential: { unit, message, signature: pending.signature },
      answers,
    });
    await box.remove('thanks');
  });
}
