/**
 * How a report of failed delivery identifies its message: by a random token that only the queue and the mail know. It is in the
 * return address, in the envelope's id and in a header, because servers differ in what they send back.
 */
export const tokenHeader = 'X-Delivery-Token';
const tokenLength = 20;

const token = `[a-z0-9]{${tokenLength}}`;
const wholeToken = new RegExp(`^${token}$`);

/** Tokens in place of `{token}` in an address; servers may have changed the case. */
export function tokensInAddresses(addresses: string, template: string): string[] {
  const [before, after] = template.toLowerCase().split('{token}');
  if (before === undefined || after === undefined) return [];
  const pattern = new RegExp(`(?<![a-z0-9])${escaped(before)}(${token})${escaped(after)}`, 'g');
  return [...addresses.toLowerCase().matchAll(pattern)].map(([, found = '']) => found);
}

const escaped = (text: string) => text.replace(/[^a-z0-9]/g, '\\$&');

/** The token in the header of our mail, from the part of the mail that a report returns. */
export function tokensInHeaders(returned: string): string[] {
  const pattern = new RegExp(`^${tokenHeader}:[ \\t]*(${token})[ \\t]*$`, 'gim');
  return [...returned.matchAll(pattern)].map(([, found = '']) => found.toLowerCase());
}

/** The token as the envelope's id. */
export function tokenInEnvelopeId(text: string): string[] {
  const folded = text.trim().toLowerCase();
  return wholeToken.test(folded) ? [folded] : [];
}
