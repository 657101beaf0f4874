/** Turns events of the questionnaire's elements into what the person means by them. */
import { allowUnchoosing } from './unchoosing.ts';

export interface FormHandlers {
  changed(): void;
  /** A letter in a text, which is saved at once. */
  typed(): void;
  goToItem(id: string): void;
  back(): void;
  /** To the page before sending, once the person has seen it. */
  review(): void;
  moveToOtherDevice(): void;
  next(): void;
}

export function onFormEvents(form: HTMLElement, handlers: FormHandlers): void {
  allowUnchoosing(form, handlers.changed);
  form.addEventListener('click', (event) => {
    const target = event.target as HTMLElement;
    const goto = target.closest<HTMLElement>('[data-goto]')?.dataset.goto;
    if (goto) {
      event.preventDefault();
      handlers.goToItem(goto);
    }
    if (target.closest('.back')) handlers.back();
    if (target.closest('.look')) handlers.review();
    if (target.closest('.elsewhere')) handlers.moveToOtherDevice();
  });
  form.addEventListener('change', handlers.changed);
  form.addEventListener('input', ({ target }) => {
    if ((target as HTMLElement).tagName === 'TEXTAREA') handlers.typed();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    handlers.next();
  });
}
