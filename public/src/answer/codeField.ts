/** The field for the code: reports a mistyped code at once, without asking the server. */
import { readCode } from '../../../server/participation/codeText.ts';

export function codeInAddress(): string | null {
  return readCode(decodeURIComponent(location.hash.slice(1).split('.')[0] ?? ''));
}

/** The draft that a link from another device carries behind the code. */
export function draftInAddress(): string | null {
  return location.hash.split('.')[1] ?? null;
}

/** The code in the field, or null after showing what is wrong. */
export function codeInField(mistyped: string): string | null {
  const input = document.getElementById('code') as HTMLInputElement;
  const code = readCode(input.value);
  if (code === null) showCodeError(mistyped);
  return code;
}

export function showCodeError(sentence: string): void {
  const input = document.getElementById('code') as HTMLInputElement;
  const error = document.getElementById('code-error') as HTMLElement;
  error.textContent = sentence;
  error.hidden = false;
  input.closest('.field')?.classList.add('wrong');
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}
