/** Makes of what somebody wrote, and of the keys of their code, what is sent. Without script the server does it, otherwise the browser. */
import { fromBase64, toBase64 } from '../../i18n/base64.ts';
import { type CodeKeys, storedUnder } from './codeKeys.ts';
import { type Content, commitmentTo } from './receiptText.ts';
import { sealItem } from './sealItem.ts';
import { newThreadKey, sealMessage, unwrapKey, wrapKey } from './sealText.ts';

export interface Written extends Content {
  mayPublish: boolean;
}

export interface PreparedItem {
  id: string;
  /** Base64. */
  sealed: string;
  commitment: string;
}

/** @param reviewersKey SPKI (DER, base64) */
export async function prepareSuggestion(
  written: Written,
  keys: CodeKeys,
  reviewersKey: string,
): Promise<PreparedItem> {
  const { office, topic, mayPublish, text } = written;
  const thread = await storedUnder(keys.thread);
  const key = newThreadKey();
  const sealed = await sealItem(reviewersKey, {
    kind: 'suggestion',
    ...{ thread, office, topic, mayPublish },
    key: toBase64(key),
    codeWrap: toBase64(await wrapKey(keys.wrap, key, thread)),
    text: toBase64(await sealMessage(key, { text }, thread)),
    salt: keys.salt,
  });
  const commitment = await commitmentTo(written, keys.salt);
  return { id: await storedUnder(keys.messages[0]!), sealed: toBase64(sealed), commitment };
}

/** What a sender needs to know of the thread to write in it; `place` is how many messages of theirs it has. */
export interface OwnThread {
  id: string;
  codeWrap: string;
  place: number;
}

export async function prepareMessage(
  text: string,
  { id: thread, codeWrap, place }: OwnThread,
  keys: CodeKeys,
  reviewersKey: string,
): Promise<PreparedItem> {
  const key = await unwrapKey(keys.wrap, fromBase64(codeWrap), thread);
  const message = toBase64(await sealMessage(key, { text }, thread));
  const sealed = await sealItem(reviewersKey, { kind: 'message', thread, place, text: message });
  const commitment = await commitmentTo({ office: '', topic: String(place), text }, keys.salt);
  return { id: await storedUnder(keys.messages[place]!), sealed: toBase64(sealed), commitment };
}
