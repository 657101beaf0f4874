/**
 * Sends the answers after «Send» was pressed: tries again whenever there may be a network, until they have arrived or the
 * server has refused them, and tells the person how far they are.
 */
import { client, find, number, sentence, showNotice } from './clientData.ts';
import type { Draft, DraftStore, End } from './draftStore.ts';
import { onKiosk } from './kioskMode.ts';
import { loadSend } from './loadSend.ts';
import { canSendInBackground, sendInBackground } from './offline.ts';
import { keysDiffer, post, Refused, Unreachable } from './post.ts';
import type { Job, Stored } from './send.ts';

const minPauseMs = 5000;
const maxPauseMs = 120_000;

/** Refusals that end the answering. */
const ends: Record<string, End> = {
  'participation:alreadyUsed': 'used',
  'responses:refused.ended': 'over',
  'responses:refused.withdrawn': 'over',
};

export const endOf = (error: unknown): End | undefined =>
  error instanceof Refused ? ends[error.key] : undefined;

export interface Sender {
  start(): Promise<void>;
  isBusy(): boolean;
}

export interface SenderParts {
  form: HTMLElement;
  draftStore: DraftStore;
  draft: Draft;
  job: Job;
  onEnd(end: End, reason?: string, resultsWords?: string): void;
  onBroken(): void;
}

export function openSender({ form, draftStore, draft, job, onEnd, onBroken }: SenderParts): Sender {
  let isBusy = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopWaiting = () => {};
  const button = find<HTMLButtonElement>('.next', form);
  const offer = offerBackground(form, async () => {
    await draftStore.save(draft);
    await sendInBackground(draftStore.name, { ...job, wave: client.wave });
  });

  function onWaiting(ballot: object) {
    showNotice('.blank', sentence('waiting'));
    stopWaiting = postOnClosing(`${job.path}/ballots`, ballot);
  }

  async function start() {
    if (isBusy) return;
    isBusy = true;
    clearTimeout(retry);
    button.disabled = true;
    form.dataset.sending = '';
    showNotice('.blank', sentence('sending'));
    try {
      const send = await loadSend();
      await send(draft, draftStore, job, { post, unreachable: () => new Unreachable(), onWaiting });
      stopWaiting();
      onEnd('thanks', '', draft.right?.resultsWords ?? '');
      return;
    } catch (error) {
      // What this page alone has goes out with it, as long as it has not arrived.
      if (draftStore.isStored()) stopWaiting();
      await failed(error);
    }
    isBusy = false;
    button.disabled = false;
    delete form.dataset.sending;
    // The right may be used and the ballot not yet there: a kiosk must not wipe the only place where the answers are.
    if (draft.pending) form.dataset.pending = '';
  }

  async function failed(error: unknown) {
    const end = endOf(error);
    if (end) {
      await draftStore.remove(end);
      return onEnd(end, (error as Refused).message);
    }
    showNotice('.blank', '');
    const told = sentenceFor(error, draftStore.isStored());
    if (!told && !draft.pending) return onBroken();
    showNotice('.failure', told || sentence('failed'));
    if (!(error instanceof Unreachable)) return;
    offer();
    const pause = Math.min(minPauseMs * 2 ** failures, maxPauseMs) * (1 + Math.random() / 2);
    failures += 1;
    retry = setTimeout(start, Math.max(pause, error.retrySeconds * 1000));
  }

  const startAgain = () => {
    if (form.isConnected && draft.sending && !document.hidden) void start();
  };
  addEventListener('online', startAgain);
  document.addEventListener('visibilitychange', startAgain);
  return { start, isBusy: () => isBusy };
}

/** Posts the ballot at once when the page is closed during the wait, so that nothing is lost. @returns stops doing so */
function postOnClosing(url: string, ballot: object): () => void {
  const postNow = () => {
    const worker = navigator.serviceWorker?.controller;
    if (worker) worker.postMessage({ url, ballot });
    else void post<Stored>(url, ballot, 'stored').catch(() => undefined);
  };
  addEventListener('pagehide', postNow, { once: true });
  return () => removeEventListener('pagehide', postNow);
}

/** The button by which people allow their own device to send by itself later. @returns shows it, where that is possible */
function offerBackground(form: HTMLElement, accept: () => Promise<void>): () => void {
  const own = find<HTMLButtonElement>('.own', form);
  own.addEventListener('click', async () => {
    own.hidden = true;
    try {
      await accept();
      showNotice('.failure', sentence('ownDone'));
      find('.failure', form).focus();
    } catch {
      own.hidden = false;
    }
  });
  return () => {
    own.hidden = onKiosk || !canSendInBackground();
  };
}

/** With the minutes where the server has said how long. */
export function waitingSentence(
  { retrySeconds, message }: Unreachable,
  offline: string,
  busy: string,
): string {
  if (message) return message;
  return retrySeconds > 0
    ? sentence(busy, { minutes: number(Math.ceil(retrySeconds / 60)) })
    : sentence(offline);
}

/** Empty for what nobody expected. Where nothing is stored, nothing is said to be. */
function sentenceFor(error: unknown, isStored: boolean): string {
  if (error instanceof Unreachable && !isStored) return error.message || sentence('kioskSending');
  if (error instanceof Unreachable) return waitingSentence(error, 'offline', 'busy');
  if ((error as Error).name === keysDiffer) return sentence('keysDiffer');
  return error instanceof Refused ? error.message || sentence('failed') : '';
}
