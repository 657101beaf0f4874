/** Asks before a page is left whose form holds words that were not saved; the browser words the question. */

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isWord = (control: Element): control is Control =>
  control instanceof HTMLTextAreaElement ||
  control instanceof HTMLSelectElement ||
  (control instanceof HTMLInputElement && !['hidden', 'password', 'search'].includes(control.type));

function isChanged(control: Control): boolean {
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    const hasDefault = options.some(({ defaultSelected }) => defaultSelected);
    return hasDefault && options.some(({ selected, defaultSelected }) => selected !== defaultSelected);
  }
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (control.type === 'file') return control.value !== '';
  if (control.type === 'checkbox' || control.type === 'radio')
    return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}

/** A form that came back with errors holds words that no one has saved, although nothing in it has changed since. */
const isRefused = (form: HTMLFormElement) => form.querySelector('[aria-invalid="true"]') !== null;

/** Browsers ask within this time after a form was sent; a page that is still there then got a file in answer. */
const sendingMs = 1000;

export function guardUnsaved(forms: Iterable<HTMLFormElement>): void {
  const guarded = [...forms];
  let isSending = false;
  addEventListener('submit', ({ target }) => {
    isSending = guarded.includes(target as HTMLFormElement);
    setTimeout(() => {
      isSending = false;
    }, sendingMs);
  });
  // A page that comes back from the browser's memory is as unsaved as it was.
  addEventListener('pageshow', () => {
    isSending = false;
  });
  addEventListener('beforeunload', (event) => {
    const holdsWords = guarded.some(
      (form) => isRefused(form) || [...form.elements].filter(isWord).some(isChanged),
    );
    if (isSending || !holdsWords) return;
    event.preventDefault();
    event.returnValue = true;
  });
}
