/** The questionnaire on the page: what is pressed and changed leads to walking on, keeping the draft, sending. */
import { client, find, language, type Right, replaceMain, say, tell } from './client.ts';
import type { Draft, DraftBox, End } from './draft.ts';
import { openKeeping } from './keeping.ts';
import { onKiosk } from './kioskMode.ts';
import { listen } from './listen.ts';
import { loadSend } from './loadSend.ts';
import { loadTransfer } from './loadTransfer.ts';
import { openSending, type Sending } from './sending.ts';
import { hasAnswer, readValues, writeValues } from './values.ts';
import { openWalk, type Walk } from './walk.ts';

export interface Sheet {
  /** What the server said of the code; may come after the first answers. */
  setRight(right: Right): void;
  /** Resolves when everything answered so far is kept, or cannot be. */
  settled(): Promise<void>;
}

/** Says how it ended, in the place of the questionnaire; nothing of the code is left in the address. */
export function showEnd(end: End, reason = ''): void {
  history.replaceState(null, '', location.pathname);
  const main = replaceMain(end);
  const place = main.querySelector('.reason');
  if (place && reason) place.textContent = reason;
}

export function openSheet(code: string, box: DraftBox, draft: Draft): Sheet {
  const form = find<HTMLFormElement>('#sheet', replaceMain('questionnaire'));
  const job = { code, path: client.path, fingerprint: client.fingerprint };
  const sending = openSending({ form, box, draft, job, onEnd: showEnd });
  const walk = openWalk(form, () => {
    if (walk.left() < 2) void loadSend().catch(() => undefined);
    void keeping.keep();
  });
  const keeping = openKeeping(form, box, draft, walk.openPart);
  const changed = () => {
    walk.sayBlank();
    void keeping.keep();
  };

  async function showTransfer() {
    const transfer = await loadTransfer().catch(() => tell('.failure', say('transferOffline')));
    if (transfer && !draft.pending && !sending.isBusy()) await transfer.show(code, box, readValues(form));
  }

  async function submit() {
    if (sending.isBusy()) return;
    if (!hasAnswer(draft.pending ? draft.values : readValues(form))) {
      tell('.failure', say('nothingAnswered'));
      return;
    }
    tell('.failure', '');
    draft.sending = true;
    await keeping.keep();
    await sending.start();
  }

  listen(form, {
    changed,
    typed: () => void keeping.keep(),
    goto: walk.toItem,
    back: () => walk.by(-1),
    look: () => walk.by(walk.left()),
    elsewhere: () => void showTransfer(),
    next: () => (walk.left() === 0 ? void submit() : walk.by(1)),
  });
  followWindow(form, walk, sending);
  followOthers({ form, box, draft, walk, sending });

  if (onKiosk || draft.pending) find('.elsewhere', form).remove();
  resume(form, draft, walk);
  if (draft.sending) void sending.start();

  return {
    setRight(known) {
      draft.right = known;
      form.dataset.unit = language === 'en' ? known.nameEn : known.nameFa;
      if (sending.isBusy()) return;
      askFor(form, known);
      walk.arrange();
    },
    settled: keeping.settled,
  };
}

/** The browser's own back and forward, and a window that becomes wide or narrow. */
function followWindow(form: HTMLElement, walk: Walk, sending: Sending): void {
  addEventListener('popstate', ({ state }) => {
    if (form.isConnected && !sending.isBusy()) walk.go(state?.step ?? 0, { push: false });
  });
  matchMedia('(min-width: 60rem)').addEventListener('change', () => form.isConnected && walk.arrange());
}

interface Following {
  form: HTMLElement;
  box: DraftBox;
  draft: Draft;
  walk: Walk;
  sending: Sending;
}

/** What another tab or the service worker does with the same draft shows here too. */
function followOthers({ form, box, draft, walk, sending }: Following): void {
  box.watch(async (end) => {
    if (!form.isConnected) return;
    if (end) return showEnd(end);
    const stored = await box.load();
    if (!stored || sending.isBusy()) return;
    draft.values = stored.values;
    if (stored.pending) draft.pending = stored.pending;
    writeValues(form, stored.values);
    walk.sayBlank();
  });
}

/** Fills in what was answered before, and opens the questionnaire where it was left. */
function resume(form: HTMLElement, draft: Draft, walk: Walk): void {
  const part = form.querySelectorAll<HTMLElement>('.part')[draft.part];
  writeValues(form, draft.values);
  askFor(form, draft.right);
  walk.arrange();
  history.replaceState({ step: 0 }, '');
  const resumed = Math.max(walk.stepOf(part), 0);
  walk.go(draft.sending ? Number.POSITIVE_INFINITY : resumed, { push: resumed > 0 && !onKiosk });
}

/** Leaves only the background questions that this unit is asked; before the unit is known, none. */
function askFor(form: HTMLElement, right: Right | undefined): void {
  const part = form.querySelector<HTMLElement>('[data-kind="demographics"]');
  if (!part) return;
  for (const field of part.querySelectorAll<HTMLElement>('[data-demographic]')) {
    if (right && !right.demographics.includes(field.dataset.demographic ?? '')) field.remove();
  }
  if (right && part.querySelector('[data-demographic]')) delete part.dataset.empty;
  else part.dataset.empty = 'true';
}
