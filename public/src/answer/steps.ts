/** The steps of the questionnaire: which parts it shows together, progress, and what is still blank. */
import { runsOf } from '../../../server/responses/runsOf.ts';
import { find, list, number, replaceContent, sentence, showNotice } from './clientData.ts';

export const wide = matchMedia('(min-width: 60rem)');
const maxItemsPerStep = 5;
const maxMarks = 12;

const partsOf = (form: HTMLElement) => [...form.querySelectorAll<HTMLElement>('.part')];
const itemsOf = (part: HTMLElement) => [...part.querySelectorAll<HTMLElement>('.item')];
const isAnswered = (item: HTMLElement) => item.querySelector('input:checked') !== null;
const blankOf = (items: HTMLElement[]) =>
  items.filter((item) => !isAnswered(item)).map((item) => Number(item.dataset.number));
const isReview = (part: HTMLElement | undefined) => part?.dataset.kind === 'review';

/** Parts shown together, in order. A wide screen joins neighbouring parts of one topic, up to five statements. */
export function stepsOf(form: HTMLElement): HTMLElement[][] {
  const steps: HTMLElement[][] = [];
  for (const part of partsOf(form)) {
    part.classList.remove('continued');
    if (part.dataset.empty) continue;
    const last = steps[steps.length - 1];
    const joinedItems = last ? [...last, part].flatMap(itemsOf).length : 0;
    if (last && wide.matches && 'continues' in part.dataset && joinedItems <= maxItemsPerStep) {
      part.classList.add('continued');
      last.push(part);
    } else steps.push([part]);
  }
  return steps;
}

/** Position of a part among all parts, which does not depend on the width of the screen. */
export const positionOf = (form: HTMLElement, part: HTMLElement | undefined) =>
  part ? partsOf(form).indexOf(part) : 0;

export function showStep(form: HTMLElement, steps: HTMLElement[][], step: number, sendText: string): void {
  const shown = steps[step] ?? [];
  for (const part of partsOf(form)) part.hidden = !shown.includes(part);
  const values = { step: number(step + 1), steps: number(steps.length) };
  find('.step-text', form).textContent = sentence('step', values);
  showMarks(find('.step-marks', form), steps.length, step);
  const next = steps[step + 1]?.[0];
  find('.next-text', form).textContent = next ? sentence(isReview(next) ? 'review' : 'next') : sendText;
  find('.next', form).classList.toggle('last', !next);
  const back = find('.back', form);
  back.hidden = step === 0;
  back.textContent = sentence('backTo', { step: number(step) });
  const onReview = isReview(shown[0]);
  if (onReview) showReview(form, steps);
  find('.look', form).hidden = onReview || !form.dataset.reviewed;
  showAsked(form);
  showNotice('.failure', '');
}

function showMarks(marks: HTMLElement, steps: number, step: number): void {
  if (steps > maxMarks) {
    const bar = document.createElement('progress');
    bar.max = steps;
    bar.value = step + 1;
    replaceContent(marks, bar);
    return;
  }
  const states = Array.from({ length: steps }, (_, at) => (at < step ? 'done' : at === step ? 'now' : ''));
  replaceContent(
    marks,
    ...states.map((state) => Object.assign(document.createElement('i'), { className: state })),
  );
}

/** Says which statements of a page that is partly answered were left blank: a notice, never an error, and once the page is left. */
export function showBlank(left: HTMLElement[]): void {
  const items = left.flatMap(itemsOf);
  const blank = blankOf(items);
  const begun = blank.length > 0 && blank.length < items.length;
  const name = blank.length === 1 ? 'blankOne' : 'blankMany';
  showNotice('.skipped', begun ? sentence(name, { items: list(blank) }) : '');
}

/** Shows the questions that an earlier answer asks for, and hides the others. */
export function showAsked(form: HTMLElement): void {
  for (const field of form.querySelectorAll<HTMLElement>('[data-if]')) {
    const asked = form.querySelector<HTMLSelectElement>(`[name="${field.dataset.if}"]`)?.value;
    field.hidden = !asked || !field.dataset.is?.split(' ').includes(asked);
  }
}

function showReview(form: HTMLElement, steps: HTMLElement[][]): void {
  const items = steps.flat().flatMap(itemsOf);
  const blank = blankOf(items).length;
  const values = { answered: number(items.length - blank), items: number(items.length) };
  find('.review-text', form).textContent = sentence(blank > 0 ? 'reviewBlank' : 'reviewNone', values);
  form.dataset.reviewed = 'yes';
  const rows = new Map<string, HTMLElement>();
  for (const parts of steps) {
    for (const [from, to] of runsOf(blankOf(parts.flatMap(itemsOf)))) {
      const topic = find('h2 span', parts[0]);
      const name = topic.textContent ?? '';
      const row = rows.get(name) ?? document.createElement('li');
      if (!rows.has(name)) row.append(topic.cloneNode(true));
      const link = document.createElement('a');
      link.href = `#q-${from}`;
      link.dataset.goto = `q-${from}`;
      link.textContent = sentence(from === to ? 'blankItem' : 'blankItems', {
        from: number(from),
        to: number(to),
      });
      row.append(' ', link);
      rows.set(name, row);
    }
  }
  replaceContent(find('.blanks', form), ...rows.values());
}
