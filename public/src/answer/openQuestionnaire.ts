/** The questionnaire on the page: turns what the person presses and changes into navigation, saving the draft and sender. */
import { client, find, language, type Right, replaceMain, sentence, showNotice } from './clientData.ts';
import { openDraftSaver } from './draftSaver.ts';
import type { Draft, DraftStore, End } from './draftStore.ts';
import { hasAnswer, readValues, writeValues } from './formValues.ts';
import { onKiosk } from './kioskMode.ts';
import { loadSend } from './loadSend.ts';
import { loadTransfer } from './loadTransfer.ts';
import { showLocalFor } from './localQuestions.ts';
import { type Navigation, openNavigation } from './navigation.ts';
import { onFormEvents } from './onFormEvents.ts';
import { openSender, type Sender } from './sender.ts';
import { showAsked, wide } from './steps.ts';

export interface OpenQuestionnaire {
  /** What the server said of the code; may come after the first answers. */
  setRight(right: Right): void;
  /** Resolves when every answer so far is stored, or this browser has failed to store it. */
  settled(): Promise<void>;
}

/** Says how it ended, instead of the questionnaire, and removes the code from the address. */
export function showEnd(end: End, reason = '', resultsWords = ''): void {
  forgetCode();
  const main = replaceMain(end);
  const paragraph = main.querySelector('.reason');
  if (paragraph && reason) paragraph.textContent = reason;
  const words = main.querySelector<HTMLElement>('.results-words');
  if (words && resultsWords) {
    find('.words', words).textContent = resultsWords;
    words.hidden = false;
  }
}

/** The entries of the steps behind this page have the code in their address or state too, for whoever presses «back» after this person. */
function forgetCode(): void {
  const withoutCode = () => history.replaceState(null, '', location.pathname);
  const depth = history.state?.depth;
  withoutCode();
  if (!depth) return;
  const cutOff = () => {
    withoutCode();
    history.pushState(null, '');
  };
  addEventListener('popstate', cutOff, { once: true });
  history.go(-depth);
}

/** @param onBroken called when this browser turns out not to be able to send */
export function openQuestionnaire(
  code: string,
  draftStore: DraftStore,
  draft: Draft,
  onBroken: () => void,
): OpenQuestionnaire {
  const form = find<HTMLFormElement>('#sheet', replaceMain('questionnaire'));
  const job = { code, path: client.path, fingerprint: client.fingerprint };
  const sender = openSender({ form, draftStore, draft, job, onEnd: showEnd, onBroken });
  const navigation = openNavigation(form, () => {
    if (navigation.stepsLeft() < 2) void loadSend().catch(() => undefined);
    void draftSaver.save();
  });
  const draftSaver = openDraftSaver(form, draftStore, draft, navigation.openPart);
  const changed = () => {
    showAsked(form);
    void draftSaver.save();
  };

  async function showTransfer() {
    try {
      const transfer = await loadTransfer();
      if (!draft.pending && !sender.isBusy()) await transfer.show(code, draftStore, readValues(form));
    } catch {
      showNotice('.failure', sentence('transferOffline'));
    }
  }

  async function submit() {
    if (sender.isBusy()) return;
    if (!hasAnswer(draft.pending ? draft.values : readValues(form))) {
      showNotice('.failure', sentence('nothingAnswered'));
      return;
    }
    showNotice('.failure', '');
    draft.sending = true;
    await draftSaver.save();
    await sender.start();
  }

  onFormEvents(form, {
    changed,
    typed: () => void draftSaver.save(),
    goToItem: navigation.goToItem,
    back: () => navigation.goBy(-1),
    review: () => navigation.goBy(navigation.stepsLeft()),
    moveToOtherDevice: () => void showTransfer(),
    next: () => (navigation.stepsLeft() === 0 ? void submit() : navigation.goBy(1)),
  });
  followWindow(form, navigation, sender);
  followOtherPages({ form, draftStore, draft, sender });

  if (onKiosk || draft.pending || !('showModal' in document.createElement('dialog')))
    find('.elsewhere', form).remove();
  resume(form, draft, navigation);
  if (draft.sending) void sender.start();

  return {
    setRight(known) {
      draft.right = known;
      form.dataset.unit = language === 'en' ? known.nameEn : known.nameFa;
      if (sender.isBusy()) return;
      showDemographicsFor(form, known);
      showLocalFor(form, known);
      navigation.rearrange();
    },
    settled: draftSaver.settled,
  };
}

/** The browser's own back and forward, and a window that becomes wide or narrow. */
function followWindow(form: HTMLElement, navigation: Navigation, sender: Sender): void {
  addEventListener('popstate', ({ state }) => {
    if (form.isConnected && !sender.isBusy()) navigation.goTo(state?.step ?? 0, { push: false });
  });
  wide.addEventListener('change', () => form.isConnected && navigation.rearrange());
}

interface OpenParts {
  form: HTMLElement;
  draftStore: DraftStore;
  draft: Draft;
  sender: Sender;
}

/** Shows what another tab or the service worker does with the same draft. */
function followOtherPages({ form, draftStore, draft, sender }: OpenParts): void {
  draftStore.watch(async (end) => {
    if (!form.isConnected) return;
    if (end) return showEnd(end);
    const stored = await draftStore.load().catch(() => null);
    if (!stored || sender.isBusy()) return;
    draft.values = stored.values;
    if (stored.pending) draft.pending = stored.pending;
    writeValues(form, stored.values);
    showAsked(form);
  });
}

/** Fills in the earlier answers, and opens the questionnaire where the person left it. */
function resume(form: HTMLElement, draft: Draft, navigation: Navigation): void {
  const part = form.querySelectorAll<HTMLElement>('.part')[draft.part];
  writeValues(form, draft.values);
  showDemographicsFor(form, draft.right);
  showLocalFor(form, draft.right);
  navigation.rearrange();
  history.replaceState({ ...history.state, step: 0 }, '');
  const resumed = Math.max(navigation.stepOf(part), 0);
  navigation.goTo(draft.sending ? Number.POSITIVE_INFINITY : resumed, { push: resumed > 0 && !onKiosk });
}

/** Removes the background questions that this unit is not asked; shows none before the unit is known. */
function showDemographicsFor(form: HTMLElement, right: Right | undefined): void {
  const part = form.querySelector<HTMLElement>('[data-kind="demographics"]');
  if (!part) return;
  for (const field of part.querySelectorAll<HTMLElement>('[data-demographic]')) {
    if (right && !right.demographics.includes(field.dataset.demographic ?? '')) field.remove();
  }
  if (right && part.querySelector('[data-demographic]')) delete part.dataset.empty;
  else part.dataset.empty = 'true';
}
