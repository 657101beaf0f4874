/** Opens a thread for its reviewers with the key in KEY_DIR, and seals what they write. Without that key there is a sentence and no text. */
import { createDecipheriv } from 'node:crypto';
import { fromBase64, toBase64 } from '../i18n/base64.ts';
import {
  headingOf,
  keyOf as keyAbout,
  type Message,
  openMessage,
  sealMessage,
  unwrapKey,
} from '../suggestions/sealing/sealText.ts';
import type { Suggestion } from '../suggestions/suggestion.ts';
import { suggestionKeys, threadKeys } from '../suggestions/suggestionKeys.ts';

type Wrapped = Pick<Suggestion, '_id' | 'reviewWrap'>;

/** null when the keys in KEY_DIR are not those of this thread. */
async function keyOf({ _id, reviewWrap }: Wrapped, keyDir: string) {
  for (const threads of threadKeys(await suggestionKeys(keyDir))) {
    const key = await unwrapKey(threads, fromBase64(reviewWrap), _id).catch(() => null);
    if (key) return key;
  }
  return null;
}

/** The texts in the order of the entries; null for one that is withdrawn, and for all when the key is lost. */
export async function openThread(thread: Suggestion, keyDir: string): Promise<(Message | null)[]> {
  const key = await keyOf(thread, keyDir);
  return Promise.all(
    thread.entries.map(({ sealed }) =>
      key && sealed ? openMessage(key, fromBase64(sealed), thread._id).catch(() => null) : null,
    ),
  );
}

/**
 * The first words, or '' when they are withdrawn or cannot be opened. At once and not by `decrypt`, whose four steps in other threads make a
 * list of forty three times as slow.
 */
export function openFirstWords(
  thread: Wrapped & Pick<Suggestion, 'heading'>,
  keys: readonly Uint8Array[],
): string {
  for (const key of keys) {
    const words = firstWordsWith(key, thread);
    if (words !== '') return words;
  }
  return '';
}

function firstWordsWith(
  threads: Uint8Array,
  { _id, reviewWrap, heading }: Wrapped & Pick<Suggestion, 'heading'>,
) {
  try {
    const key = openNow(threads, Buffer.from(reviewWrap, 'base64'), keyAbout(_id));
    const opened = openNow(key, Buffer.from(heading, 'base64'), headingOf(_id));
    return String((JSON.parse(opened.toString('utf8')) as Message).text);
  } catch {
    return '';
  }
}

const ivBytes = 12;
const tagBytes = 16;

/** What `encrypt` has sealed. @throws when it is damaged, or was sealed under another key or about something else */
function openNow(key: Uint8Array, sealed: Buffer, about: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]);
}

/** Base64; null when the key is lost. */
export async function sealForThread(
  thread: Wrapped,
  message: Message,
  keyDir: string,
): Promise<string | null> {
  const key = await keyOf(thread, keyDir);
  return key && toBase64(await sealMessage(key, message, thread._id));
}
