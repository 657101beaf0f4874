/** Conveniences on the desk's pages, which work without them: progress without reloading, filters of lists, printing. */
import { key } from '../../server/i18n/text.ts';

interface Progress {
  done?: number;
  total?: number;
  failed?: boolean;
  finished?: boolean;
}

const pollMs = 1000;

function followProgress(box: HTMLElement) {
  const bar = box.querySelector('progress');
  const address = box.dataset.progress;
  if (!bar || !address) return;
  const poll = async () => {
    try {
      const reply = await fetch(address, { headers: { accept: 'application/json' } });
      const state = (await reply.json()) as Progress;
      if (!reply.ok || state.finished || state.failed) return location.reload();
      bar.max = Math.max(1, state.total ?? 1);
      bar.value = state.done ?? 0;
      const label = box.querySelector('label');
      if (label) label.textContent = renumber(label.textContent ?? '', [state.done ?? 0, state.total ?? 0]);
    } catch {
      // The network may be down for a moment: ask again.
    }
    setTimeout(poll, pollMs);
  };
  setTimeout(poll, pollMs);
}

/** Replaces the numbers of a sentence by others, in the digits of its language. */
function renumber(sentence: string, values: number[]): string {
  const format = new Intl.NumberFormat(document.documentElement.lang === 'en' ? 'en' : 'fa-IR');
  let next = 0;
  return sentence.replace(/[\d۰-۹][\d۰-۹٬,]*/g, (found) => {
    const value = values[next];
    next += 1;
    return value === undefined ? found : format.format(value);
  });
}

/** Leaves of a list what holds the words; in a tree (`data-depth`) with its whole branch, those above and all below. */
function filterList(box: HTMLElement) {
  const input = box.querySelector('input');
  const rows = [...document.querySelectorAll<HTMLElement>(`#${box.dataset.filter} > li`)];
  const depthOf = (row: HTMLElement) => Number(row.dataset.depth ?? 0);
  const isTree = rows.some(({ dataset }) => dataset.depth !== undefined);
  input?.addEventListener('input', () => {
    const wanted = key(input.value);
    const found = rows.map(({ dataset }) => wanted === '' || key(dataset.text ?? '').includes(wanted));
    const shown = new Set(rows.filter((_, at) => found[at]));
    for (const [at, row] of isTree ? rows.entries() : []) {
      if (!found[at]) continue;
      for (let next = at + 1; next < rows.length && depthOf(rows[next]!) > depthOf(row); next += 1)
        shown.add(rows[next]!);
      for (let before = at - 1, depth = depthOf(row); before >= 0; before -= 1)
        if (depthOf(rows[before]!) < depth) {
          depth = depthOf(rows[before]!);
          shown.add(rows[before]!);
        }
    }
    for (const row of rows) row.hidden = !shown.has(row);
  });
  input?.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
}

/** Downloads a file that takes a while: says on the page what is happening, and does not leave the page with its codes. */
function downloadInPlace(form: HTMLFormElement) {
  const { download = '', preparing = '', ready = '', failed = '' } = form.dataset;
  const state = document.getElementById('download-state');
  const announce = (text: string) => {
    if (state) state.textContent = text;
  };
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    if (button) button.disabled = true;
    announce(preparing);
    try {
      const fields = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
      const reply = await fetch(form.action, { method: 'POST', body: fields });
      if (!reply.ok || !reply.headers.get('content-type')?.includes('pdf')) throw new Error(failed);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await reply.blob());
      link.download = download;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      announce(ready);
    } catch {
      announce(failed);
    }
    if (button) button.disabled = false;
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-download]')) downloadInPlace(form);
for (const box of document.querySelectorAll<HTMLElement>('[data-progress]')) followProgress(box);
for (const box of document.querySelectorAll<HTMLElement>('[data-filter]')) filterList(box);
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = !('print' in self);
  button.addEventListener('click', () => print());
}
