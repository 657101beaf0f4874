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
enter?.addEventListener('submit', (event) => {
  const code = field && readCode(field.value);
  if (!code || !globalThis.crypto?.subtle) return;
  event.preventDefault();
  const prefix = enter.getAttribute('action')?.replace(/\/w$/, '') ?? '';
  post<{ wave: string }>(`${prefix}/right`, { code }).then(
    ({ wave }) => location.assign(`${prefix}/w/${wave}#${code}`),
    () => enter.submit(),
  );
});
