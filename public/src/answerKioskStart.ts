/**
 * The start page of a kiosk. A one-time link registers a device as a kiosk; the browser sends the kiosk's token to `/kiosk`
 * alone, and never together with a code or an answer.
 */

import { beginning, store } from './answer/browserStore.ts';
import { replaceContent } from './answer/clientData.ts';
import { kioskKey } from './answer/kioskMode.ts';
import { largerKey, rememberLargerText } from './answer/largerText.ts';
import { cacheForOffline } from './answer/offline.ts';
import { post, Refused } from './answer/post.ts';
import { type Kiosk, readKiosk, registerAsKiosk, restoreKiosk, sendHeartbeatIfDue } from './kiosk/device.ts';
import { keepFullScreen } from './kiosk/fullScreen.ts';

const english = document.documentElement.lang === 'en';
const prefix = location.pathname.replace(/\/kiosk.*$/, '');
const part = (name: string) => document.getElementById(name) as HTMLElement;
const link = location.hash.slice(1);
const home = '/kiosk';
const idleMs = 120_000;
/** A start page that did not come is asked for again. */
const askAgainMs = 15_000;
let activeAt = Date.now();
/** Made here, so that pressing again after a lost reply is the same registration. */
const token = [...(globalThis.crypto?.getRandomValues(new Uint8Array(20)) ?? [])]
  .map((byte) => byte.toString(16).padStart(2, '0'))
  .join('');

function show(name: 'unregistered' | 'confirmation' | 'start' | 'idle'): void {
  for (const one of ['unregistered', 'confirmation', 'start', 'idle']) part(one).hidden = one !== name;
}

function showStart({ name, nameFa, nameEn, waves }: Kiosk): void {
  part('kiosk-name').textContent = [name, english ? nameEn : nameFa].filter(Boolean).join(' · ');
  replaceContent(
    part('waves'),
    ...waves.map(({ id, title }) => {
      const row = document.createElement('li');
      const button = document.createElement('button');
      button.append(Object.assign(document.createElement('bdi'), { textContent: title }));
      button.addEventListener('click', () => location.replace(`${prefix}/w/${id}`));
      row.append(button);
      return row;
    }),
  );
  show(waves.length > 0 ? 'start' : 'idle');
}

async function showCurrent(): Promise<void> {
  await restoreKiosk();
  await sendHeartbeatIfDue();
  const kiosk = readKiosk();
  if (kiosk) showStart(kiosk);
  else show('unregistered');
}

/** Also deletes what earlier owners of the device left here: a kiosk stores no drafts. */
async function register(): Promise<void> {
  const button = part('register') as HTMLButtonElement;
  button.disabled = true;
  try {
    const known = await post<Omit<Kiosk, 'beatAt'>>('/kiosk/registration', { link, token }, 'token');
    await store.remove(beginning('draft-')).catch(() => undefined);
    await store.remove(beginning('send-')).catch(() => undefined);
    await registerAsKiosk({ ...known, beatAt: Date.now() });
    history.replaceState(null, '', location.pathname);
    showStart(readKiosk() as Kiosk);
    part('start').focus();
  } catch (error) {
    part('register-error').textContent =
      error instanceof Refused ? error.message : (part('register-error').dataset.offline ?? '');
    part('register-error').hidden = false;
  }
  button.disabled = false;
}

/** The next person finds the language of the place, not the one that somebody chose and walked away from. */
function returnHome(): void {
  if (location.pathname === home || !readKiosk() || Date.now() - activeAt < idleMs) return;
  localStorage.removeItem(largerKey);
  // Not each second, which would begin its loading anew each second, and on a weak line never end it.
  activeAt = Date.now() - idleMs + askAgainMs;
  location.replace(home);
}

/** A browser that stores nothing forgets with the next page that it is a kiosk, and would treat people's answers as on a device of their own. */
function canStore(): boolean {
  try {
    localStorage.setItem('kiosk-probe', '1');
    localStorage.removeItem('kiosk-probe');
    return true;
  } catch {
    return false;
  }
}

rememberLargerText();
if (!globalThis.crypto?.subtle) part('insecure').hidden = false;
else if (!('showModal' in document.createElement('dialog'))) part('outdated').hidden = false;
else if (!canStore()) part('storeless').hidden = false;
else if (link && localStorage.getItem(kioskKey) === null) show('confirmation');
else void showCurrent();

part('register').addEventListener('click', () => void register());
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
setInterval(() => readKiosk() && void showCurrent(), 60_000);
setInterval(returnHome, 1000);
for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove'])
  addEventListener(kind, () => {
    activeAt = Date.now();
  });
void cacheForOffline([...new Set([location.pathname, home])]).catch(() => undefined);
keepFullScreen();
