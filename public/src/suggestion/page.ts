/** What the two pages of suggestions share: their form with what the server gave it, sentences, and whether this browser can seal. */

import type { PreparedItem } from '../../../server/suggestions/sealing/prepareItem.ts';
import { findWork } from '../../../server/suggestions/sealing/proofOfWork.ts';
import type { SignedReceipt } from '../../../server/suggestions/sealing/receiptText.ts';
import { post, Refused } from '../answer/post.ts';

/** Without cryptography (plain http, old browsers) the form stays as it is, and the server does the work. */
export const canSeal = Boolean(globalThis.crypto?.subtle);

export const byId = <T extends HTMLElement = HTMLElement>(id: string) =>
  document.getElementById(id) as T | null;

export const sentence = (form: HTMLElement, name: string) =>
  form.querySelector<HTMLTemplateElement>(`template[data-sentence="${name}"]`)?.content.textContent?.trim() ??
  '';

/** Says what is wrong, or nothing for ''. */
export function say(text: string): void {
  const notice = byId('trouble');
  if (!notice) return;
  notice.textContent = text;
  notice.hidden = text === '';
  if (text) notice.focus();
}

/** A refusal is a sentence of the server; everything else is the line, and may be tried again as it is. */
export const problemOf = (error: unknown, form: HTMLElement): string =>
  (error instanceof Refused && error.message) || sentence(form, 'line');

/** The same parcel may be sent again and again: it is stored once. */
export async function sendItem(item: PreparedItem, form: HTMLFormElement): Promise<SignedReceipt> {
  const { prefix = '', week = '' } = form.dataset;
  const work = await findWork(item.id, week);
  return post<SignedReceipt>(`${prefix}/suggestions/items`, { ...item, work }, 'signature');
}
