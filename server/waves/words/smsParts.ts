/** How many parts an SMS is charged as, and how much of the last one is left. One Persian letter makes all of it Unicode. */

export interface SmsSize {
  parts: number;
  /** UTF-16 units, or letters of the alphabet of telephones, of which some count twice. */
  length: number;
  /** How long a text of that many parts may be. */
  room: number;
}

/** As Iranian carriers charge it: 70 letters for a single part, otherwise 70, 64, then 67 each. */
const unicode = { first: 70, second: 64, further: 67 };
/** GSM 03.38: 160 letters for a single part, otherwise 153 each. */
const latin = { first: 160, second: 146, further: 153 };

const gsmLetters = /^[\n\r\x20-\x5f\x61-\x7e£¥§¿äöñüàåæøßéèùìòÄÖÑÜÅÆØÉÇ]*$/;
const countedTwice = /[\^{}\\[\]~|]/g;

export function smsSize(text: string): SmsSize {
  const isLatin = gsmLetters.test(text);
  const { first, second, further } = isLatin ? latin : unicode;
  const length = text.length + (isLatin ? (text.match(countedTwice)?.length ?? 0) : 0);
  const rest = length - first - second;
  const parts = length <= first ? 1 : rest <= 0 ? 2 : 2 + Math.ceil(rest / further);
  return { parts, length, room: first + (parts > 1 ? second : 0) + Math.max(0, parts - 2) * further };
}

export const smsParts = (text: string): number => smsSize(text).parts;
