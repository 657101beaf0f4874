/**
 * A wave's page on a kiosk: whatever a person enters is in the memory of this page and nowhere else. After the end, after two
 * idle minutes with a warning, or when the person presses «leave», the browser goes to the start page, and cannot go back.
 */
import { find, number, replaceContent, sentence, showNotice } from './answer/clientData.ts';
import { largerKey } from './answer/largerText.ts';
import { sendHeartbeatIfDue } from './kiosk/device.ts';
import { keepFullScreen } from './kiosk/fullScreen.ts';

const idleMs = 120_000;
/** A start page that did not come is asked for again. */
const askAgainMs = 15_000;
let leftAt = 0;
const warningMs = 20_000;
const farewellMs = 20_000;
const checkEveryMs = 1000;

/** In the language of the place: neither it nor the size of the letters is what the person before chose. */
const home = '/kiosk';
const main = find('main');
main.before(find<HTMLTemplateElement>('template#kiosk').content.cloneNode(true));
const warning = find<HTMLDialogElement>('dialog.idle');
let activeAt = Date.now();

/** The browser may preserve this page for «back»: nobody may find anything in it. */
const wipe = () => replaceContent(main);

/** Between the signature, which uses the right, and the ballot, which is in the memory of this page alone. */
const isSending = () => main.querySelector('#sheet[data-sending], #sheet[data-pending]') !== null;

function leave(): void {
  if (isSending()) {
    showNotice('.failure', sentence('kioskSending'));
    return;
  }
  wipe();
  localStorage.removeItem(largerKey);
  // Asking again each second would begin the loading anew each second, and on a weak line never end it.
  if (Date.now() - leftAt < askAgainMs) return;
  leftAt = Date.now();
  location.replace(home);
}

function hasBegun(): boolean {
  return (
    !document.getElementById('start') || (document.getElementById('code') as HTMLInputElement).value !== ''
  );
}

/** Another language is another page, which loses what is typed here: the links show only until somebody types a code. */
function offerLanguages(): void {
  for (const link of document.querySelectorAll<HTMLElement>('a[hreflang]')) link.hidden = hasBegun();
}

/** Compares times instead of counting, so that a device that slept in between clears the page when it wakes. */
function checkIdle(): void {
  if (isSending()) {
    if (warning.open) warning.close();
    activeAt = Date.now();
    return;
  }
  const idle = Date.now() - activeAt;
  if (main.querySelector('.ending')) {
    if (idle >= farewellMs) leave();
    return;
  }
  if (idle >= idleMs + warningMs) leave();
  else if (idle >= idleMs && hasBegun()) {
    if (!warning.open) warning.showModal();
    const seconds = number(Math.ceil((idleMs + warningMs - idle) / checkEveryMs));
    find('.countdown', warning).textContent = sentence('countdown', { seconds });
  }
}

function stay(): void {
  activeAt = Date.now();
  warning.close();
}

for (const kind of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'])
  addEventListener(kind, () => {
    if (!warning.open) activeAt = Date.now();
  });
addEventListener('input', offerLanguages);
warning.addEventListener('cancel', stay);
find('.stay', warning).addEventListener('click', stay);
addEventListener('click', (event) => {
  const target = event.target as HTMLElement;
  if (target.closest('.leave')) return leave();
  const link = target.closest<HTMLAnchorElement>('a[href]');
  if (!link || link.hreflang || link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  if (link.pathname.endsWith('/declined')) leave();
  else void showAside(link.href);
});

/** Shows other pages in a dialog above this one: a kiosk has no way back from them. */
async function showAside(address: string): Promise<void> {
  const reply = await fetch(address, { credentials: 'omit' }).catch(() => null);
  if (!reply?.ok) return;
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  const dialog = find<HTMLDialogElement>('dialog.reading');
  replaceContent(find('.text', dialog), ...find('main', page).childNodes);
  dialog.showModal();
}

new MutationObserver(() => {
  offerLanguages();
  if (!main.querySelector('.ending')) return;
  activeAt = Date.now();
  warning.close();
}).observe(main, { childList: true });
addEventListener('pagehide', wipe);
addEventListener('pageshow', ({ persisted }) => persisted && leave());
addEventListener('visibilitychange', checkIdle);
setInterval(checkIdle, checkEveryMs);
setInterval(() => void sendHeartbeatIfDue(), checkEveryMs * 60);
offerLanguages();
keepFullScreen();
