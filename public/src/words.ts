/** While words of a message are typed: what their reader will see, how many parts an SMS takes, and placeholders at a press. */
interface Seen {
  sms: string;
  size: string;
  more: string;
  mailSubject: string;
  mailLines: { isLink: boolean; endsParagraph: boolean; text: string }[];
  wrongFields: { field: string; text: string }[];
}

const form = document.querySelector<HTMLFormElement>('#words');
const find = (selector: string) => document.querySelector<HTMLElement>(selector);
const waitMs = 300;

function write(selector: string, text: string) {
  const place = find(selector);
  if (place && place.textContent !== text) place.textContent = text;
}

function element(name: string, text: string, kind = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

/** A link runs from left to right within a Persian message. */
function smsLine(text: string): HTMLElement {
  const line = element('bdi', text);
  if (text.includes('://')) {
    line.dir = 'ltr';
    line.translate = false;
  }
  return line;
}

function fill(box: HTMLElement | null, parts: HTMLElement[]) {
  while (box?.firstChild) box.firstChild.remove();
  for (const part of parts) box?.append(part);
}

function show({ sms, size, more, mailSubject, mailLines, wrongFields }: Seen) {
  fill(find('[data-sms]'), sms.split('\n').map(smsLine));
  write('[data-sms-size]', size);
  write('[data-sms-more]', more);
  write('[data-subject]', mailSubject);
  const box = find('[data-lines]');
  fill(
    box,
    mailLines.map(({ isLink, endsParagraph, text }) => {
      if (!isLink) return element('p', text, endsParagraph ? '' : 'joined');
      const line = document.createElement('p');
      line.append(element('span', box?.dataset.button ?? '', 'button'));
      return line;
    }),
  );
  fill(
    find('[data-wrong]'),
    wrongFields.map(({ text }) => element('li', text)),
  );
}

/** The newest answer wins, in whatever order they come. */
let asked = 0;
async function ask() {
  if (!form) return;
  asked += 1;
  const own = asked;
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  try {
    const reply = await fetch(form.dataset.preview ?? '', { method: 'POST', body });
    if (reply.ok && own === asked) show((await reply.json()) as Seen);
  } catch {
    // Without a network the preview stays as it was; saving says what is wrong.
  }
}

let timer = 0;
let isUnsaved = false;
form?.addEventListener('input', () => {
  isUnsaved = true;
  clearTimeout(timer);
  timer = setTimeout(ask, waitMs) as unknown as number;
});
form?.addEventListener('submit', () => {
  isUnsaved = false;
});
addEventListener('beforeunload', (event) => {
  if (isUnsaved) event.preventDefault();
});

/** The field that was written in last, where a placeholder goes. */
let last = form?.querySelector<HTMLTextAreaElement>('textarea') ?? null;
form?.addEventListener('focusin', ({ target }) => {
  const field = target as HTMLTextAreaElement;
  if (['subject', 'text', 'sms'].includes(field.name)) last = field;
});
for (const chip of document.querySelectorAll<HTMLElement>('[data-chips] code')) {
  const text = chip.textContent ?? '';
  const button = element('button', text) as HTMLButtonElement;
  button.type = 'button';
  button.translate = false;
  button.lang = chip.lang;
  button.dir = chip.dir;
  button.addEventListener('click', () => {
    if (!last) return;
    last.setRangeText(text, last.selectionStart, last.selectionEnd, 'end');
    last.focus();
    form?.dispatchEvent(new Event('input'));
  });
  chip.replaceWith(button);
}
if (form?.querySelector('[aria-invalid=true]')) isUnsaved = true;

export {};
