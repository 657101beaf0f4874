/** The text of an SMS: the longest wording that needs no more parts than the shortest, with its link. Half-spaces are left out, because each costs a letter. */
import { translator } from '../../i18n/translator.ts';
import type { Purpose } from './delivery.ts';

const onePart = 70;
const nextParts = [64, 67];

/** How many parts a Persian text is charged as: 70 letters for a single part, otherwise 64, then 67 each (UTF-16 units). */
export function smsParts(text: string): number {
  if (text.length <= onePart) return 1;
  const [second = 64, further = 67] = nextParts;
  return text.length <= onePart + second ? 2 : 2 + Math.ceil((text.length - onePart - second) / further);
}

/** @param link with the code after `#` */
export function composeSms(purpose: Purpose, link: string): string {
  const t = translator('fa');
  const texts = ['long', 'short', 'bare'].map(
    (length) => `${t(`messages:sms.${purpose}.${length}`)}\n${link}`,
  );
  const fewest = Math.min(...texts.map(smsParts));
  return texts.find((text) => smsParts(text) === fewest)!;
}
