/** The field for the code: reports a mistyped code at once, without asking the server. */
import { readCode, writeCode } from '../../../server/participation/codeText.ts';
import { showNotice } from './clientData.ts';

export function codeInAddress(): string | null {
  const [before = ''] = location.hash.slice(1).split('.');
  return readCode(before) ?? readCode(location.hash.slice(1));
}

/**
 * A typed code is never part of an address, which the browser would offer to whoever types there next: the page before hands it on in the
 * window's name, and a reload finds it in the entry of the page.
 */
export function typedCode(): string | null {
  const handedOn = readCode(window.name);
  window.name = '';
  return handedOn ?? history.state?.code ?? null;
}

/** The draft that a link from another device carries behind the code. */
export function draftInAddress(): string | null {
  return /^#[^.]*\.([\w-]{21,})/.exec(location.hash)?.[1] ?? null;
}

/** Shows a code in the field, where it can be compared with the invitation and mended. */
export function showCode(code: string | null): void {
  const input = document.getElementById('code') as HTMLInputElement | null;
  if (input && code && !input.value) input.value = writeCode(code);
}

/** The code in the field, or null after showing what is wrong. */
export function codeInField(mistyped: string): string | null {
  const input = document.getElementById('code') as HTMLInputElement | null;
  const code = input && readCode(input.value);
  if (code === null) showCodeError(mistyped);
  return code;
}

export function showCodeError(sentence: string): void {
  const input = document.getElementById('code') as HTMLInputElement | null;
  if (!input) return;
  showNotice('#code-error', sentence);
  input.closest('.field')?.classList.add('wrong');
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}
