/** What people do on the questionnaire, by what it means and not by which element it happened on. */
import { allowUnchoosing } from './unchoosing.ts';

export interface FormHandlers {
  changed(): void;
  /** A letter in a text, which is kept at once. */
  typed(): void;
  goToItem(id: string): void;
  back(): void;
  /** To the page before sending, once it was seen. */
  review(): void;
  moveToOtherDevice(): void;
  next(): void;
}

export function onFormEvents(form: HTMLElement, heard: FormHandlers): void {
  allowUnchoosing(form, heard.changed);
  form.addEventListener('click', (event) => {
    const target = event.target as HTMLElement;
    const goto = target.closest<HTMLElement>('[data-goto]')?.dataset.goto;
    if (goto) {
      event.preventDefault();
      heard.goToItem(goto);
    }
    if (target.closest('.back')) heard.back();
    if (target.closest('.look')) heard.review();
    if (target.closest('.elsewhere')) heard.moveToOtherDevice();
  });
  form.addEventListener('change', heard.changed);
  form.addEventListener('input', ({ target }) => {
    if ((target as HTMLElement).tagName === 'TEXTAREA') heard.typed();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    heard.next();
  });
}
