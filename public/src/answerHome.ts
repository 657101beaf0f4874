/** The home page: a code typed here leads to its wave, and is never part of an address that the server sees. */
import { readCode } from '../../server/participation/codeText.ts';
import { codeInAddress } from './answer/codeField.ts';
import { onKiosk } from './answer/kioskMode.ts';
import { rememberLargerText } from './answer/largerText.ts';
import { post } from './answer/post.ts';

rememberLargerText();
if (onKiosk) location.replace(`${location.pathname.replace(/\/$/, '')}/kiosk`);
const field = document.getElementById('code') as HTMLInputElement | null;
const linked = codeInAddress();
if (field && linked) field.value = linked;

const enter = document.getElementById('enter') as HTMLFormElement | null;
const prefix = enter?.getAttribute('action')?.replace(/\/w$/, '') ?? '';
const isAble = Boolean(globalThis.crypto?.subtle);
const waveOf = async (code: string) => {
  const { wave } = await post<{ wave: string }>(`${prefix}/right`, { code }, 'wave');
  return `${prefix}/w/${wave}`;
};

// A page that «back» shows again as it was left would show the code to the next person.
addEventListener('pagehide', () => {
  if (field) field.value = '';
});

enter?.addEventListener('submit', (event) => {
  const code = field && readCode(field.value);
  if (!code || !isAble) return;
  event.preventDefault();
  waveOf(code).then(
    (address) => {
      window.name = code;
      location.assign(address);
    },
    () => enter.submit(),
  );
});

// The short link of an SMS leads on by itself; where it cannot, the code stands in the field and the button is there.
const code = enter && linked && !onKiosk ? readCode(linked) : null;
if (code && isAble)
  waveOf(code).then(
    (address) => location.replace(`${address}#${code}`),
    () => undefined,
  );
