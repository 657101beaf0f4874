/**
 * «Send» was pressed: goes on by itself until the answers have arrived or were refused, whenever there may be a network
 * again, and says what state they are in.
 */
import { client, find, say, tell } from './client.ts';
import type { Draft, DraftBox, End } from './draft.ts';
import { loadSend } from './loadSend.ts';
import { canSendInBackground, sendInBackground } from './offline.ts';
import { keysDiffer, post, Refused, Unreachable } from './post.ts';
import type { Job } from './send.ts';

const shortestPauseMs = 5000;
const longestPauseMs = 120_000;

/** Refusals after which there is nothing more to do. */
const ends: Record<string, End> = {
  'participation:alreadyUsed': 'used',
  'answering:refused.ended': 'over',
  'answering:refused.withdrawn': 'over',
};

export const endOf = (error: unknown): End | undefined =>
  error instanceof Refused ? ends[error.key] : undefined;

export interface Sending {
  start(): Promise<void>;
  isBusy(): boolean;
}

export function openSending(
  form: HTMLElement,
  box: DraftBox,
  draft: Draft,
  job: Job,
  onEnd: (end: End, reason?: string) => void,
): Sending {
  let isBusy = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const button = find<HTMLButtonElement>('.next', form);
  const own = find<HTMLButtonElement>('.own', form);

  /** Whoever closes the page during the wait cuts it short, and loses nothing. */
  function onWaiting(ballot: object) {
    tell('.blank', say('waiting'));
    const url = `${job.path}/ballots`;
    const postNow = () => {
      const worker = navigator.serviceWorker?.controller;
      if (worker) worker.postMessage({ url, ballot });
      else void post(url, ballot).catch(() => undefined);
    };
    addEventListener('pagehide', postNow, { once: true });
    stopWaiting = () => removeEventListener('pagehide', postNow);
  }
  let stopWaiting = () => {};

  async function start() {
    if (isBusy) return;
    isBusy = true;
    clearTimeout(retry);
    button.disabled = true;
    tell('.blank', say('sending'));
    try {
      const send = await loadSend();
      await send(draft, box, job, { post, unreachable: () => new Unreachable(), onWaiting });
      onEnd('thanks');
      return;
    } catch (error) {
      await failed(error);
    } finally {
      stopWaiting();
    }
    isBusy = false;
    button.disabled = false;
  }

  async function failed(error: unknown) {
    const end = endOf(error);
    if (end) {
      await box.forget(end);
      return onEnd(end, (error as Refused).message);
    }
    tell('.blank', '');
    tell('.failure', sentenceFor(error));
    if (!(error instanceof Unreachable)) return;
    own.hidden = !canSendInBackground();
    const pause = Math.min(shortestPauseMs * 2 ** failures, longestPauseMs);
    failures += 1;
    retry = setTimeout(start, pause * (1 + Math.random() / 2));
  }

  own.addEventListener('click', async () => {
    own.hidden = true;
    await box.save(draft);
    await sendInBackground(box.name, { ...job, wave: client.wave });
    tell('.failure', say('ownDone'));
    find('.failure', form).focus();
  });

  const again = () => {
    if (form.isConnected && draft.sending && !document.hidden) void start();
  };
  addEventListener('online', again);
  document.addEventListener('visibilitychange', again);
  return { start, isBusy: () => isBusy };
}

function sentenceFor(error: unknown): string {
  if (error instanceof Unreachable) return say('offline');
  if ((error as Error).name === keysDiffer) return say('keysDiffer');
  return error instanceof Refused && error.message ? error.message : say('failed');
}
