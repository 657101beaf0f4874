/** The questions that offices have added: their places are in the page for everyone, their words come with the right to answer. */
import { find, language, listOf, type Right, sentence } from './clientData.ts';

/** Writes them into their places and removes the places left over; shows none before the unit is known. */
export function showLocalFor(form: HTMLElement, right: Right | undefined): void {
  const part = form.querySelector<HTMLElement>('[data-kind="local"]');
  if (!part) return;
  const questions = right?.questions ?? [];
  if (questions.length === 0) {
    part.dataset.empty = 'true';
    return;
  }
  for (const [place, item] of [...part.querySelectorAll<HTMLElement>('.item')].entries()) {
    const question = questions[place];
    if (!question) {
      item.remove();
      continue;
    }
    const words = find('.statement span:last-child', item);
    const own = language === 'en' ? question.text.en : question.text.fa;
    words.textContent = own ?? question.text.fa;
    if (own === undefined) {
      words.lang = 'fa';
      words.dir = 'rtl';
    }
  }
  const names = questions.map(({ office }) => (language === 'en' && office.nameEn) || office.nameFa);
  find('.local-by', part).textContent = sentence('localBy', { offices: listOf([...new Set(names)]) });
  delete part.dataset.empty;
}
