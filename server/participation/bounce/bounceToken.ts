/**
 * How a report of failed delivery names the message it is about: a random token, known to the queue and to the mail
 * alone. It stands in the return address, in the envelope's id and in a header, because servers differ in what they send back.
 */
export const tokenHeader = 'X-Delivery-Token';
const tokenLength = 20;

const token = `[a-z0-9]{${tokenLength}}`;
const alone = new RegExp(`^${token}$`);

/** Tokens that stand in an address in the place of `{token}`; servers may have changed the case. */
export function tokensInAddresses(addresses: string, template: string): string[] {
  const [before, after] = template.toLowerCase().split('{token}');
  if (before === undefined || after === undefined) return [];
  const pattern = new RegExp(`(?<![a-z0-9])${literally(before)}(${token})${literally(after)}`, 'g');
  return [...addresses.toLowerCase().matchAll(pattern)].map(([, found = '']) => found);
}

const literally = (text: string) => text.replace(/[^a-z0-9]/g, '\\$&');

/** The token in the header that our mails carry, in what a report returns of them. */
export function tokensInHeaders(returned: string): string[] {
  const pattern = new RegExp(`^${tokenHeader}:[ \\t]*(${token})[ \\t]*$`, 'gim');
  return [...returned.matchAll(pattern)].map(([, found = '']) => found.toLowerCase());
}

/** The token as the envelope's id. */
export function tokenAlone(text: string): string[] {
  const folded = text.trim().toLowerCase();
  return alone.test(folded) ? [folded] : [];
}
