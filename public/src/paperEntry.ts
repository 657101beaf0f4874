/** Enter papers by keyboard alone: a digit moves on by itself, Backspace and the arrows move back. The page works without. */
import { readMark } from '../../server/paper/mark.ts';

const marks = [...document.querySelectorAll<HTMLInputElement>('input[data-mark]')];
const form = document.querySelector<HTMLFormElement>('#paper');
const status = form?.querySelector('.mark-now');

/** Whether a mark is complete, needs or allows another digit, or is invalid. */
function judge(input: HTMLInputElement): 'complete' | 'more' | 'none' {
  if (input.value.trim() === '') return 'more';
  const maxMark = Number(input.dataset.mark);
  const mark = readMark(input.value, { maxMark, allowsNotApplicable: input.dataset.apart !== undefined });
  if (mark === null) return 'none';
  return typeof mark === 'number' && mark * 10 <= maxMark ? 'more' : 'complete';
}

function announce(text: string, isWrong = false) {
  if (!status) return;
  status.textContent = text;
  status.classList.toggle('wrong', isWrong);
}

/** After a mark that was completed: to the next one that is empty, so that whoever filled a hole is not led through what is filled. */
function moveOn(from: HTMLInputElement) {
  const at = marks.indexOf(from);
  const isEmpty = ({ value }: HTMLInputElement) => value.trim() === '';
  const next = marks.slice(at + 1).find(isEmpty) ?? marks.find(isEmpty);
  if (next) next.focus();
  else form?.querySelector<HTMLElement>('textarea, button')?.focus();
}

function moveTo(from: HTMLInputElement, step: 1 | -1) {
  const next = marks[marks.indexOf(from) + step];
  if (next) next.focus();
  else if (step === 1) form?.querySelector<HTMLElement>('textarea, button')?.focus();
}

function typed(input: HTMLInputElement) {
  const state = judge(input);
  if (state === 'none') {
    input.value = '';
    announce(form?.dataset.wrong ?? '', true);
  }
  if (state === 'complete') moveOn(input);
}

function pressed(event: KeyboardEvent, input: HTMLInputElement) {
  const back = event.key === 'ArrowUp' || (event.key === 'Backspace' && input.value === '');
  const on = event.key === 'ArrowDown' || (event.key === 'Enter' && !event.ctrlKey);
  if (!back && !on) return;
  event.preventDefault();
  moveTo(input, back ? -1 : 1);
}

/** Typed and not yet sent, so a reload or a link would lose it. */
let unsaved = false;
form?.addEventListener('input', () => {
  unsaved = true;
});
form?.addEventListener('submit', () => {
  unsaved = false;
});
addEventListener('beforeunload', (event) => {
  if (unsaved) event.preventDefault();
});

for (const input of marks) {
  input.addEventListener('input', () => typed(input));
  input.addEventListener('keydown', (event) => pressed(event, input));
  input.addEventListener('focus', () => {
    input.select();
    input.closest('li')?.scrollIntoView({ block: 'center' });
    announce(input.dataset.say ?? '');
  });
}
for (const hint of document.querySelectorAll<HTMLElement>('[data-script]')) hint.hidden = false;
const first = document.querySelector('.error-summary')
  ? document.querySelector<HTMLInputElement>('[aria-invalid=true], .wrong input')
  : (marks.find(({ value }) => value === '') ??
    document.querySelector<HTMLInputElement>('.pass-difference input') ??
    document.querySelector<HTMLInputElement>('#code:not([type=hidden])'));
first?.focus();
