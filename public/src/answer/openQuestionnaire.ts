/** The questionnaire on the page: what is pressed and changed leads to walking on, keeping the draft, sending. */
import { client, find, language, type Right, replaceMain, sentence, showNotice } from './clientData.ts';
import { openDraftSaver } from './draftSaver.ts';
import type { Draft, DraftStore, End } from './draftStore.ts';
import { hasAnswer, readValues, writeValues } from './formValues.ts';
import { onKiosk } from './kioskMode.ts';
import { loadSend } from './loadSend.ts';
import { loadTransfer } from './loadTransfer.ts';
import { type Navigation, openNavigation } from './navigation.ts';
import { onFormEvents } from './onFormEvents.ts';
import { openSender, type Sender } from './sender.ts';

export interface OpenQuestionnaire {
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

export function openQuestionnaire(code: string, box: DraftStore, draft: Draft): OpenQuestionnaire {
  const form = find<HTMLFormElement>('#sheet', replaceMain('questionnaire'));
  const job = { code, path: client.path, fingerprint: client.fingerprint };
  const sending = openSender({ form, box, draft, job, onEnd: showEnd });
  const walk = openNavigation(form, () => {
    if (walk.stepsLeft() < 2) void loadSend().catch(() => undefined);
    void keeping.save();
  });
  const keeping = openDraftSaver(form, box, draft, walk.openPart);
  const changed = () => {
    walk.showBlankCount();
    void keeping.save();
  };

  async function showTransfer() {
    const transfer = await loadTransfer().catch(() => showNotice('.failure', sentence('transferOffline')));
    if (transfer && !draft.pending && !sending.isBusy()) await transfer.show(code, box, readValues(form));
  }

  async function submit() {
    if (sending.isBusy()) return;
    if (!hasAnswer(draft.pending ? draft.values : readValues(form))) {
      showNotice('.failure', sentence('nothingAnswered'));
      return;
    }
    showNotice('.failure', '');
    draft.sending = true;
    await keeping.save();
    await sending.start();
  }

  onFormEvents(form, {
    changed,
    typed: () => void keeping.save(),
    goToItem: walk.goToItem,
    back: () => walk.goBy(-1),
    review: () => walk.goBy(walk.stepsLeft()),
    moveToOtherDevice: () => void showTransfer(),
    next: () => (walk.stepsLeft() === 0 ? void submit() : walk.goBy(1)),
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
      walk.rearrange();
    },
    settled: keeping.settled,
  };
}

/** The browser's own back and forward, and a window that becomes wide or narrow. */
function followWindow(form: HTMLElement, walk: Navigation, sending: Sender): void {
  addEventListener('popstate', ({ state }) => {
    if (form.isConnected && !sending.isBusy()) walk.goTo(state?.step ?? 0, { push: false });
  });
  matchMedia('(min-width: 60rem)').addEventListener('change', () => form.isConnected && walk.rearrange());
}

interface Following {
  form: HTMLElement;
  box: DraftStore;
  draft: Draft;
  walk: Navigation;
  sending: Sender;
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
    walk.showBlankCount();
  });
}

/** Fills in what was answered before, and opens the questionnaire where it was left. */
function resume(form: HTMLElement, draft: Draft, walk: Navigation): void {
  const part = form.querySelectorAll<HTMLElement>('.part')[draft.part];
  writeValues(form, draft.values);
  askFor(form, draft.right);
  walk.rearrange();
  history.replaceState({ step: 0 }, '');
  const resumed = Math.max(walk.stepOf(part), 0);
  walk.goTo(draft.sending ? Number.POSITIVE_INFINITY : resumed, { push: resumed > 0 && !onKiosk });
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
