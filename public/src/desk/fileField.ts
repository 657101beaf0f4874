/**
 * The browser words its field for a file in its own language. Here it lies unseen over a button and a name that are worded as the page
 * is, so that pointer, keyboard, dropped files and screen readers meet the field itself.
 */

interface Words {
  choose: string;
  none: string;
}

const span = (name: string, text: string) => {
  const made = document.createElement('span');
  made.className = name;
  made.textContent = text;
  made.setAttribute('aria-hidden', 'true');
  return made;
};

export function wordFileField(input: HTMLInputElement): void {
  const words = JSON.parse(input.dataset.file ?? '{}') as Words;
  const chosen = span('file-name', words.none);
  chosen.dir = 'auto';
  const box = document.createElement('span');
  box.className = 'file-box';
  input.replaceWith(box);
  box.append(input, span('file-button', words.choose), chosen);
  const show = () => {
    chosen.textContent = [...(input.files ?? [])].map(({ name }) => name).join(', ') || words.none;
  };
  input.addEventListener('change', show);
  // A form that is emptied tells so before it is; a page that comes back from memory still has its file.
  input.form?.addEventListener('reset', () => setTimeout(show));
  addEventListener('pageshow', show);
}
