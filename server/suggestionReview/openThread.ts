/** Opens a thread for its reviewers with the key in KEY_DIR, and seals what they write. Without that key there is a sentence and no text. */
import { fromBase64, toBase64 } from '../i18n/base64.ts';
import {
  type Message,
  openHeading,
  openMessage,
  sealMessage,
  unwrapKey,
} from '../suggestions/sealing/sealText.ts';
import type { Suggestion } from '../suggestions/suggestion.ts';
import { suggestionKeys } from '../suggestions/suggestionKeys.ts';

type Wrapped = Pick<Suggestion, '_id' | 'reviewWrap'>;

/** null when the keys in KEY_DIR are not those of this thread. */
async function keyOf({ _id, reviewWrap }: Wrapped, keyDir: string) {
  const { threads } = await suggestionKeys(keyDir);
  return unwrapKey(threads, fromBase64(reviewWrap), _id).catch(() => null);
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

/** The first words, or '' when they are withdrawn or cannot be opened. */
export async function openFirstWords(
  thread: Wrapped & Pick<Suggestion, 'heading'>,
  keyDir: string,
): Promise<string> {
  const key = thread.heading ? await keyOf(thread, keyDir) : null;
  return key ? openHeading(key, fromBase64(thread.heading), thread._id).catch(() => '') : '';
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
