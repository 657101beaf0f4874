/**
 * Encrypts the texts of a thread under its key, all to one length, so that neither size nor key tells one from another; and the thread's
 * key under the key of the code. AES-256-GCM, bound to the thread, so that no text can be put into another. Browsers use this file too.
 */
const ivBytes = 12;
const encoder = new TextEncoder();
/** The longest text, written in letters of three bytes, with room for what goes with an answer. */
export const maxTextLength = 1500;
const textBytes = 6144;

type Bytes = Uint8Array<ArrayBuffer>;

/** What is written in one message; a reviewer's may name who does it. */
export interface Message {
  text: string;
  post?: string;
}

export const newThreadKey = (): Bytes => crypto.getRandomValues(new Uint8Array(32));

/** @param about what it belongs to; opening it as something else fails */
export async function encrypt(key: Bytes, bytes: Bytes, about: string): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const usable = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const options = { name: 'AES-GCM', iv, additionalData: encoder.encode(about) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(options, usable, bytes));
  const all = new Uint8Array(ivBytes + sealed.length);
  all.set(iv);
  all.set(sealed, ivBytes);
  return all;
}

/** @throws when it is damaged, or was sealed under another key or about something else */
export async function decrypt(key: Bytes, sealed: Bytes, about: string): Promise<Bytes> {
  const usable = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const options = {
    name: 'AES-GCM',
    iv: sealed.slice(0, ivBytes),
    additionalData: encoder.encode(about),
  };
  return new Uint8Array(await crypto.subtle.decrypt(options, usable, sealed.slice(ivBytes)));
}

/** JSON, with spaces up to a length. @throws when it is longer */
export function padded(value: object, bytes: number): Bytes {
  const written = encoder.encode(JSON.stringify(value));
  if (written.length > bytes) throw new RangeError('the text is too long to be sealed');
  const all = new Uint8Array(bytes).fill(32);
  all.set(written);
  return all;
}

export const unpadded = (bytes: Bytes): unknown => JSON.parse(new TextDecoder().decode(bytes));

/** @param thread the id under which the thread is stored */
export const sealMessage = (key: Bytes, message: Message, thread: string): Promise<Bytes> =>
  encrypt(key, padded(message, textBytes), `text ${thread}`);

/** @throws like `decrypt` */
export async function openMessage(key: Bytes, sealed: Bytes, thread: string): Promise<Message> {
  return unpadded(await decrypt(key, sealed, `text ${thread}`)) as Message;
}

/** So many letters stand for a text in a list. */
const headingLength = 80;
const headingBytes = 512;

/** The first words of a text, apart from it: a list opens these alone. */
export function sealHeading(key: Bytes, text: string, thread: string): Promise<Bytes> {
  const line = text.replace(/\s+/g, ' ');
  const short = line.length > headingLength ? `${line.slice(0, headingLength).replace(/\s\S*$/, '')}…` : line;
  return encrypt(key, padded({ text: short }, headingBytes), headingOf(thread));
}

/** What a heading, and a thread's key, are sealed as. */
export const headingOf = (thread: string) => `heading ${thread}`;
export const keyOf = (thread: string) => `key ${thread}`;

export const wrapKey = (wrap: Bytes, key: Bytes, thread: string): Promise<Bytes> =>
  encrypt(wrap, key, keyOf(thread));
/** @throws like `decrypt` */
export const unwrapKey = (wrap: Bytes, wrapped: Bytes, thread: string): Promise<Bytes> =>
  decrypt(wrap, wrapped, keyOf(thread));

/** What a browser and a form send alike: lines end in one way, and signs that nothing shows are left out. */
export const sentText = (typed: string): string =>
  [...typed.replace(/\r\n?/g, '\n')]
    .filter((letter) => letter === '\n' || letter >= ' ')
    .join('')
    .trim();
