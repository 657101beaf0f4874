/** Signs receipts and checks them. A receipt proves that something was filed and in which week; with the text also what. */
import { createPublicKey, sign, verify } from 'node:crypto';
import { commitmentTo, readReceipt, type SignedReceipt, signedText } from './sealing/receiptText.ts';
import type { SuggestionKeys } from './suggestionKeys.ts';

export function signReceipt(
  about: { week: string; commitment: string },
  { receipts }: Pick<SuggestionKeys, 'receipts'>,
): SignedReceipt {
  const { week, commitment } = about;
  const signature = sign(null, Buffer.from(signedText({ week, commitment })), receipts).toString('base64');
  return { week, commitment, signature };
}

/** `signed`: ours, and no text was given to compare; `same` and `other`: ours, and the text is, or is not, what was filed. */
export type Checked =
  | { verdict: 'none' | 'foreign' }
  | { verdict: 'signed' | 'same' | 'other'; week: string };

/** @param text what is said to have been filed, or '' */
export async function checkReceipt(
  typed: string,
  text: string,
  { receipts }: Pick<SuggestionKeys, 'receipts'>,
): Promise<Checked> {
  const receipt = readReceipt(typed);
  if (!receipt) return { verdict: 'none' };
  const { signed, office, topic, salt } = receipt;
  const signature = Buffer.from(signed.signature, 'base64');
  if (!verify(null, Buffer.from(signedText(signed)), createPublicKey(receipts), signature))
    return { verdict: 'foreign' };
  if (text.trim() === '' || salt === '') return { verdict: 'signed', week: signed.week };
  const isSame = (await commitmentTo({ office, topic, text }, salt)) === signed.commitment;
  return { verdict: isSame ? 'same' : 'other', week: signed.week };
}
