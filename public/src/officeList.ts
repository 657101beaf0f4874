/**
 * The list of offices: a headcount is saved when its field is left, totals follow, and branches fold. Enter and the arrows lead to the
 * field below or above. Without this script the form has a button that saves all of it.
 */
interface Reply {
  /** By field: the number as stored and as written. */
  saved: Record<string, [number | null, string]>;
  /** `now`: what somebody else has stored in the meantime. */
  wrong: { field: string; text: string; now: number | null }[];
  totals: Record<string, [string, boolean]>;
  foot: string;
  missing: string;
}

const form = document.querySelector<HTMLFormElement>('#headcounts');
const inputs = [...(form?.querySelectorAll<HTMLInputElement>('input[data-shown]') ?? [])];
const shownText = new Map(inputs.map((input) => [input, input.value]));
const pending = new Set<HTMLInputElement>();
const many = 150;

const say = (text: string) => {
  const line = document.getElementById('headcount-said');
  if (line) line.textContent = text;
};

/** What stands at the end of an office's row; links to waves stay. */
function mark(input: HTMLInputElement, kind: 'typing' | 'saving' | 'done' | 'wrong', text: string) {
  const row = input.closest('tr');
  const cell = row?.querySelector('.saving');
  if (!row || !cell) return;
  for (const old of cell.querySelectorAll('.error, .missing, .mark')) old.remove();
  const said = document.createElement('span');
  said.className = kind === 'wrong' ? 'error' : `mark ${kind}`;
  said.textContent = text;
  if (kind === 'wrong') said.id = `${input.id}-error`;
  cell.prepend(said);
  row.classList.toggle('wrong', kind === 'wrong');
  if (kind === 'wrong') {
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', said.id);
  } else {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-describedby');
  }
}

async function save(input: HTMLInputElement) {
  if (!form || shownText.get(input) === input.value) return pending.delete(input);
  const typed = input.value;
  mark(input, 'saving', form.dataset.saving ?? '');
  const fields = new URLSearchParams({
    _csrf: form.querySelector<HTMLInputElement>('[name=_csrf]')?.value ?? '',
    shown: `${input.name.replace('headcount-', '')}=${input.dataset.shown}`,
    [input.name]: typed,
  });
  try {
    const reply = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: fields,
    });
    if (!reply.ok || !reply.headers.get('content-type')?.includes('json')) throw new Error('refused');
    show(input, typed, (await reply.json()) as Reply);
  } catch {
    const text = form.dataset.unreachable ?? '';
    mark(input, 'wrong', text);
    say(text);
  }
}

function show(input: HTMLInputElement, typed: string, reply: Reply) {
  const wrong = reply.wrong.find(({ field }) => field === input.name);
  if (wrong) {
    mark(input, 'wrong', wrong.text);
    say(wrong.text);
    if (wrong.now !== null) keepShown(input, wrong.now);
  } else {
    const [headcount, written] = reply.saved[input.name] ?? [null, typed];
    if (input.value === typed) {
      input.value = written;
      pending.delete(input);
    }
    shownText.set(input, written);
    // Stored: a page that is left now has nothing unsaved in this field.
    input.defaultValue = written;
    keepShown(input, headcount);
    mark(input, 'done', form?.dataset.done ?? '');
    say(form?.dataset.done ?? '');
  }
  for (const cell of document.querySelectorAll<HTMLElement>('[data-total]')) {
    const [text, partial] = reply.totals[cell.dataset.total ?? ''] ?? ['', false];
    const bold = document.createElement('b');
    bold.textContent = text;
    const note = document.createElement('span');
    note.className = 'note';
    note.textContent = partial ? ` ${form?.dataset.partial ?? ''}` : '';
    cell.textContent = '';
    cell.append(bold, note);
  }
  const foot = document.getElementById('headcount-foot');
  if (foot) foot.textContent = reply.foot;
  const missing = document.getElementById('headcount-missing');
  if (missing) {
    missing.hidden = reply.missing === '';
    missing.textContent = reply.missing;
  }
}

/** What the page shows of an office from now on, in its field and in the form as a whole. */
function keepShown(input: HTMLInputElement, headcount: number | null) {
  const field = form?.querySelector<HTMLInputElement>('[name=shown]');
  const code = input.name.replace('headcount-', '');
  input.dataset.shown = headcount === null ? '' : String(headcount);
  if (!field) return;
  field.value = field.value
    .split(' ')
    .map((part) => (part.startsWith(`${code}=`) ? `${code}=${input.dataset.shown}` : part))
    .join(' ');
}

const isSeen = (input: HTMLInputElement) => !input.closest('tr')?.hidden;

for (const input of inputs) {
  input.addEventListener('input', () => {
    pending.add(input);
    mark(input, 'typing', form?.dataset.typing ?? '');
  });
  input.addEventListener('change', () => void save(input));
  input.addEventListener('keydown', (event) => {
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const seen = inputs.filter(isSeen);
    const next = seen[seen.indexOf(input) + step];
    if (next) {
      next.focus();
      next.select();
    } else void save(input);
  });
}

addEventListener('beforeunload', (event) => {
  if (pending.size > 0) event.preventDefault();
});
form?.addEventListener('submit', () => pending.clear());

/** Branches: each row that has others below it gets a button; in a long list only the first two levels are open at first. */
const rows = [...(form?.querySelectorAll<HTMLTableRowElement>('tbody tr') ?? [])];
const closed = new Set<HTMLTableRowElement>();
const depthOf = (row: HTMLTableRowElement) => Number(row.dataset.depth);

function fold() {
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (depthOf(row) <= hiddenBelow) hiddenBelow = Number.POSITIVE_INFINITY;
    row.hidden = depthOf(row) > hiddenBelow;
    if (!row.hidden && closed.has(row)) hiddenBelow = depthOf(row);
    row.querySelector('.fold')?.setAttribute('aria-expanded', String(!closed.has(row)));
  }
  const all = document.getElementById('fold-all');
  if (all) all.textContent = (closed.size > 0 ? all.dataset.open : all.dataset.close) ?? '';
}

const parents = rows.filter((row, at) => rows[at + 1] && depthOf(rows[at + 1]!) > depthOf(row));
for (const row of parents) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'fold';
  button.setAttribute(
    'aria-label',
    `${form?.dataset.branch ?? ''} ${row.querySelector('bdi')?.textContent ?? ''}`,
  );
  button.addEventListener('click', () => {
    if (!closed.delete(row)) closed.add(row);
    fold();
  });
  row.querySelector('th')?.prepend(button);
  if (rows.length > many && depthOf(row) >= 1 && !form?.action.includes('?')) closed.add(row);
}
const allButton = document.getElementById('fold-all');
if (allButton && parents.length > 1) {
  allButton.hidden = false;
  allButton.addEventListener('click', () => {
    if (closed.size > 0) closed.clear();
    else for (const row of parents.filter((one) => depthOf(one) >= 1)) closed.add(row);
    fold();
  });
}
if (form) fold();

export {};
