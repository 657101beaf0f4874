/** The questionnaire on the page: moving between steps, keeping the draft, sending. */
import { client, find, language, type Right, replaceMain, say, tell } from './client.ts';
import type { Draft, DraftBox, End } from './draft.ts';
import { onKiosk } from './kioskMode.ts';
import { loadSend } from './loadSend.ts';
import { loadTransfer } from './loadTransfer.ts';
import { openSending } from './sending.ts';
import { positionOf, showBlank, showStep, stepsOf } from './steps.ts';
import { hasAnswer, readValues, writeValues } from './values.ts';

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
  let step = 0;
  let right = draft.right;
  let steps = stepsOf(form);
  const job = { code, path: client.path, fingerprint: client.fingerprint };
  const sending = openSending(form, box, draft, job, showEnd);

  const shown = () => steps[step] ?? [];
  /** Says whether this device keeps the answers, and whether there is a network: whatever of it has changed. */
  const showKept = (isKept: boolean) => {
    const state = onKiosk ? 'kiosk' : !isKept ? 'notKept' : navigator.onLine ? 'kept' : 'keptOffline';
    const place = find('.kept', form);
    if (place.textContent !== say(state)) place.textContent = say(state);
  };
  let keeping = Promise.resolve();
  const keep = () => {
    if (!draft.pending) draft.values = readValues(form);
    draft.part = positionOf(form, shown()[0]);
    find('.kept', form).ariaBusy = 'true';
    const mine = box
      .save(draft)
      .then(
        () => showKept(true),
        () => showKept(false),
      )
      .then(() => {
        if (keeping === mine) find('.kept', form).ariaBusy = null;
      });
    keeping = mine;
    return mine;
  };

  function go(target: number, { push = !onKiosk, focus = true } = {}) {
    step = Math.min(Math.max(target, 0), steps.length - 1);
    showStep(form, steps, step, client.send);
    if (push) history.pushState({ step }, '');
    if (focus) find('h2', shown()[0]).focus({ preventScroll: true });
    if (focus) scrollTo(0, 0);
    if (step > steps.length - 3) void loadSend().catch(() => undefined);
    void keep();
  }

  function arrange() {
    const first = shown()[0];
    const part = form.querySelector<HTMLElement>('[data-kind="demographics"]');
    if (part) {
      for (const field of part.querySelectorAll<HTMLElement>('[data-demographic]')) {
        if (right && !right.demographics.includes(field.dataset.demographic ?? '')) field.remove();
      }
      const none = !right || !part.querySelector('[data-demographic]');
      if (none) part.dataset.empty = 'true';
      else delete part.dataset.empty;
    }
    steps = stepsOf(form);
    const kept = first ? steps.findIndex((parts) => parts.includes(first)) : 0;
    go(kept < 0 ? step : kept, { push: false, focus: false });
  }

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
    await keep();
    await sending.start();
  }

  if (onKiosk || draft.pending) find('.elsewhere', form).remove();

  let wasChosen: HTMLInputElement | null = null;
  form.addEventListener('pointerdown', ({ target }) => {
    const input = (target as HTMLElement).closest('label')?.querySelector('input');
    wasChosen = input?.checked ? input : null;
  });
  form.addEventListener('click', (event) => {
    const target = event.target as HTMLElement;
    if (target === wasChosen) {
      wasChosen.checked = false;
      wasChosen = null;
      showBlank(form, shown());
      void keep();
    }
    const goto = target.closest<HTMLElement>('[data-goto]')?.dataset.goto;
    if (goto) {
      event.preventDefault();
      const item = find(`#${goto}`, form);
      go(
        steps.findIndex((parts) => parts.some((part) => part.contains(item))),
        { focus: false },
      );
      item.scrollIntoView({ block: 'center' });
      find('input', item).focus({ preventScroll: true });
    }
    if (target.closest('.back')) go(step - 1);
    if (target.closest('.elsewhere')) void showTransfer();
  });
  form.addEventListener('change', () => {
    showBlank(form, shown());
    void keep();
  });
  form.addEventListener('input', ({ target }) => {
    if ((target as HTMLElement).tagName === 'TEXTAREA') void keep();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (step < steps.length - 1) go(step + 1);
    else void submit();
  });
  addEventListener('popstate', ({ state }) => {
    if (form.isConnected && !sending.isBusy()) go(state?.step ?? 0, { push: false });
  });
  for (const change of ['online', 'offline']) {
    addEventListener(change, () => form.isConnected && showKept(box.isKept()));
  }
  matchMedia('(min-width: 60rem)').addEventListener('change', () => form.isConnected && arrange());
  box.watch(async (end) => {
    if (!form.isConnected) return;
    if (end) return showEnd(end);
    const stored = await box.load();
    if (!stored || sending.isBusy()) return;
    draft.values = stored.values;
    if (stored.pending) draft.pending = stored.pending;
    writeValues(form, stored.values);
    showBlank(form, shown());
  });

  const part = form.querySelectorAll<HTMLElement>('.part')[draft.part];
  writeValues(form, draft.values);
  if (box.isKept()) showKept(true);
  arrange();
  history.replaceState({ step: 0 }, '');
  const resumed = part ? steps.findIndex((parts) => parts.includes(part)) : 0;
  go(draft.sending ? steps.length - 1 : Math.max(resumed, 0), { push: resumed > 0 && !onKiosk });
  if (draft.sending) void sending.start();

  return {
    setRight(known) {
      right = known;
      draft.right = known;
      form.dataset.unit = language === 'en' ? known.nameEn : known.nameFa;
      if (!sending.isBusy()) arrange();
    },
    settled: () => keeping,
  };
}
