/** The questionnaire on the page: moving between steps, keeping the draft, sending. */
import { client, find, language, type Right, replaceMain, say, tell } from './client.ts';
import type { Draft, DraftBox } from './draft.ts';
import { Refused, Unreachable } from './post.ts';
import { KeysDiffer, loadTools, send } from './send.ts';
import { positionOf, showBlank, showStep, stepsOf } from './steps.ts';
import { hasAnswer, readValues, writeValues } from './values.ts';

export interface Sheet {
  /** What the server said of the code; may come after the first answers. */
  setRight(right: Right): void;
}

export function openSheet(code: string, box: DraftBox, draft: Draft): Sheet {
  const form = find<HTMLFormElement>('#sheet', replaceMain('questionnaire'));
  let step = 0;
  let busy = false;
  let right = draft.right;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let steps = stepsOf(form);

  const shown = () => steps[step] ?? [];
  const keep = () => {
    Object.assign(draft, { values: readValues(form), part: positionOf(form, shown()[0]) });
    return box.save(draft);
  };

  function go(target: number, { push = true, focus = true } = {}) {
    step = Math.min(Math.max(target, 0), steps.length - 1);
    showStep(form, steps, step, client.send);
    if (push) history.pushState({ step }, '');
    if (focus) find('h2', shown()[0]).focus({ preventScroll: true });
    if (focus) scrollTo(0, 0);
    if (step > steps.length - 3) void loadTools().catch(() => undefined);
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

  async function submit() {
    if (busy) return;
    if (!hasAnswer(draft.pending ? draft.values : readValues(form))) {
      tell('.failure', say('nothingAnswered'));
      return;
    }
    if (!draft.pending) await keep();
    busy = true;
    clearTimeout(retry);
    const button = find<HTMLButtonElement>('.next', form);
    button.disabled = true;
    tell('.failure', '');
    tell('.blank', say('sending'));
    try {
      if (!right) throw new Unreachable();
      await send(draft, box, code, right, () => tell('.blank', say('waiting')));
      history.replaceState(null, '', location.pathname);
      replaceMain('thanks');
      return;
    } catch (error) {
      tell('.blank', '');
      if (error instanceof Refused && error.key === 'participation:alreadyUsed') {
        box.forget();
        replaceMain('used');
        return;
      }
      tell('.failure', sentenceFor(error));
      if (error instanceof Unreachable) retry = setTimeout(submit, 20_000);
    }
    busy = false;
    button.disabled = false;
  }

  function sentenceFor(error: unknown): string {
    if (error instanceof Unreachable) return say('offline');
    if (error instanceof KeysDiffer) return say('keysDiffer');
    return error instanceof Refused && error.message ? error.message : say('failed');
  }

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
    if (form.isConnected && !busy) go(state?.step ?? 0, { push: false });
  });
  addEventListener('online', () => {
    if (form.isConnected && draft.sending && !busy) void submit();
  });
  matchMedia('(min-width: 60rem)').addEventListener('change', () => form.isConnected && arrange());

  const part = form.querySelectorAll<HTMLElement>('.part')[draft.part];
  writeValues(form, draft.values);
  arrange();
  history.replaceState({ step: 0 }, '');
  const resumed = part ? steps.findIndex((parts) => parts.includes(part)) : 0;
  go(draft.sending ? steps.length - 1 : Math.max(resumed, 0), { push: resumed > 0 });
  if (draft.sending) void submit();

  return {
    setRight(known) {
      right = known;
      draft.right = known;
      form.dataset.unit = language === 'en' ? known.nameEn : known.nameFa;
      if (!busy) arrange();
    },
  };
}
