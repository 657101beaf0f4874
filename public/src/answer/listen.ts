/** What people do on the questionnaire, by what it means and not by which element it happened on. */
import { allowUnchoosing } from './unchoosing.ts';

export interface Heard {
  changed(): void;
  /** A letter in a text, which is kept at once. */
  typed(): void;
  goto(id: string): void;
  back(): void;
  /** To the page before sending, once it was seen. */
  look(): void;
  elsewhere(): void;
  next(): void;
}

export function listen(form: HTMLElement, heard: Heard): void {
  allowUnchoosing(form, heard.changed);
  form.addEventListener('click', (event) => {
    const target = event.target as HTMLElement;
    const goto = target.closest<HTMLElement>('[data-goto]')?.dataset.goto;
    if (goto) {
      event.preventDefault();
      heard.goto(goto);
    }
    if (target.closest('.back')) heard.back();
    if (target.closest('.look')) heard.look();
    if (target.closest('.elsewhere')) heard.elsewhere();
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
