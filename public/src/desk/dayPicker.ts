/**
 * A month to choose a day from, in a dialog beside the field; the field itself can be typed in as before. By keyboard as the ARIA
 * Authoring Practices give it: arrows by day and week, Home and End to the ends of the week, Page Up and Page Down by month, with Shift
 * by year, Enter chooses, Escape leaves.
 */
import { dayMs } from '../../../server/clock.ts';
import { type Calendar, calendarOf, type Day, dayInField } from './calendars.ts';

interface Words {
  open: string;
  previous: string;
  next: string;
  close: string;
}

const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  ...content: (Node | string)[]
) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
};

const drawing = (path: string) => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS(svg.namespaceURI, 'path');
  for (const [key, value] of [
    ['width', '20'],
    ['height', '20'],
    ['viewBox', '0 0 20 20'],
    ['aria-hidden', 'true'],
  ])
    svg.setAttribute(key!, value!);
  line.setAttribute('d', path);
  svg.append(line);
  return svg as unknown as Node;
};

const calendarPath = 'M3 5h14v12H3zM3 9h14M7 2v5M13 2v5';

export function addDayPicker(input: HTMLInputElement): void {
  const words = JSON.parse(input.dataset.day ?? '{}') as Words;
  const label = document.querySelector(`label[for="${input.id}"]`)?.textContent?.trim() ?? '';
  const button = element('button', {
    type: 'button',
    class: 'day-button',
    'aria-label': `${words.open}: ${label}`,
    'aria-haspopup': 'dialog',
  });
  if (!('showModal' in document.createElement('dialog'))) return;
  button.append(drawing(calendarPath));
  const box = element('span', { class: 'day-box' });
  input.replaceWith(box);
  box.append(input, button);
  button.addEventListener('click', () => openPicker(input, words, label));
}

function openPicker(input: HTMLInputElement, words: Words, label: string): void {
  const calendar = calendarOf(document.documentElement.lang);
  const today = Date.now();
  const start = dayInField(input.value);
  const state = { chosen: start, focused: start ?? calendar.instantOf(calendar.dayOf(today)) ?? today };
  const title = element('strong', { 'aria-live': 'polite', id: 'day-title' });
  const grid = element('table', { role: 'grid', 'aria-labelledby': 'day-title' });
  const control = (text: string, months: number) => {
    const made = element('button', { type: 'button', class: 'secondary', 'aria-label': text });
    made.append(drawing(arrow(months)));
    made.addEventListener('click', () => {
      state.focused = shifted(calendar, state.focused, months);
      show();
    });
    return made;
  };
  const close = element('button', { type: 'button', class: 'plain' }, words.close);
  const dialog = element(
    'dialog',
    { class: 'day-picker', 'aria-label': label },
    element('div', { class: 'day-head' }, control(words.previous, -1), title, control(words.next, 1)),
    grid,
    element('div', { class: 'day-foot' }, close),
  );
  const choose = (instant: number) => {
    input.value = calendar.written(calendar.dayOf(instant));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    dialog.close();
  };
  const show = () => {
    title.textContent = calendar.monthTitle(state.focused);
    grid.textContent = '';
    grid.append(...monthRows(calendar, state, today, choose));
  };
  const focusDay = () => grid.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  close.addEventListener('click', () => dialog.close());
  grid.addEventListener('keydown', (event) => {
    const to = moved(calendar, state.focused, event);
    if (to === null) return;
    event.preventDefault();
    state.focused = to;
    show();
    focusDay();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    input.focus();
  });
  document.body.append(dialog);
  show();
  dialog.showModal();
  focusDay();
}

/** Points to where the month lies in the direction of reading. */
const arrow = (months: number) =>
  months < 0 === (document.documentElement.dir === 'rtl') ? 'M7 4l6 6-6 6' : 'M13 4l-6 6 6 6';

function monthRows(
  calendar: Calendar,
  { chosen, focused }: { chosen: number | null; focused: number },
  today: number,
  choose: (instant: number) => void,
): HTMLElement[] {
  const month = calendar.dayOf(focused);
  const first = calendar.instantOf({ ...month, day: 1 }) ?? focused;
  const start = first - ((new Date(first).getUTCDay() - calendar.firstWeekday + 7) % 7) * dayMs;
  const same = (a: Day, b: Day) => a.year === b.year && a.month === b.month && a.day === b.day;
  const [now, picked] = [calendar.dayOf(today), chosen === null ? null : calendar.dayOf(chosen)];
  const rows: HTMLElement[] = [
    element(
      'tr',
      {},
      ...calendar
        .weekdays(start)
        .map(({ short, long }) =>
          element('th', { scope: 'col', abbr: long }, element('abbr', { title: long }, short)),
        ),
    ),
  ];
  for (let week = start; calendar.dayOf(week).month === month.month || week === start; week += 7 * dayMs)
    rows.push(
      element(
        'tr',
        {},
        ...Array.from({ length: 7 }, (_, at) => {
          const instant = week + at * dayMs;
          const day = calendar.dayOf(instant);
          if (day.month !== month.month) return element('td', {});
          const button = element(
            'button',
            {
              type: 'button',
              tabindex: same(day, month) ? '0' : '-1',
              'aria-label': calendar.wholeDay(instant),
              ...(same(day, now) ? { 'aria-current': 'date' } : {}),
            },
            calendar.number(day.day),
          );
          button.addEventListener('click', () => choose(instant));
          const isPicked = picked !== null && same(day, picked);
          return element('td', { role: 'gridcell', 'aria-selected': String(isPicked) }, button);
        }),
      ),
    );
  return rows;
}

/** The same day some months away, or the last one that the month has. */
function shifted(calendar: Calendar, instant: number, months: number): number {
  const { year, month, day } = calendar.dayOf(instant);
  const count = year * 12 + month - 1 + months;
  const to = { year: Math.floor(count / 12), month: (count % 12) + 1 };
  for (let last = day; last > 27; last -= 1) {
    const found = calendar.instantOf({ ...to, day: last });
    if (found !== null) return found;
  }
  return calendar.instantOf({ ...to, day: Math.min(day, 28) }) ?? instant;
}

/** Where a key leads from a day; null when it is no key of the calendar. */
function moved(calendar: Calendar, instant: number, { key, shiftKey }: KeyboardEvent): number | null {
  const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
  const inWeek = (new Date(instant).getUTCDay() - calendar.firstWeekday + 7) % 7;
  const days: Record<string, number> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: 7,
    ArrowUp: -7,
    Home: -inWeek,
    End: 6 - inWeek,
  };
  if (key === 'PageUp' || key === 'PageDown')
    return shifted(calendar, instant, (key === 'PageUp' ? -1 : 1) * (shiftKey ? 12 : 1));
  const by = days[key];
  return by === undefined ? null : instant + by * dayMs;
}
