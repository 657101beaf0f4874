/**
 * The way without script, or without https: the server does what a browser does otherwise, with the code that came in the form, and
 * keeps neither code nor keys. What it stores is the same. The page says that this rests on the server's word.
 */
import { BadRequest } from '../http/httpErrors.ts';
import { fromBase64 } from '../i18n/base64.ts';
import { type CodeKeys, codeKeysOf } from './sealing/codeKeys.ts';
import { prepareMessage, prepareSuggestion, type Written } from './sealing/prepareItem.ts';
import { writeReceipt } from './sealing/receiptText.ts';
import { type Message, openMessage, unwrapKey } from './sealing/sealText.ts';
import { newTrackingCode, readTrackingCode, type TrackingCode } from './sealing/trackingCode.ts';
import type { Suggestion } from './suggestion.ts';
import { suggestionKeys } from './suggestionKeys.ts';
import { type TakingIn, takeIn } from './takeIn.ts';

/** @returns the receipt as text. @throws like `takeIn` */
export async function sendPlainly(written: Written, code: TrackingCode, taking: TakingIn): Promise<string> {
  const keys = await codeKeysOf(code);
  const { intakePublic } = await suggestionKeys(taking.keyDir);
  const signed = await takeIn(await prepareSuggestion(written, keys, intakePublic), taking);
  return writeReceipt(signed, written, keys.salt);
}

/** @param place how many messages the sender saw in the thread: a form that is sent twice counts once. @throws like `takeIn` */
export async function writeAgainPlainly(
  { thread, place, text }: { thread: Suggestion; place: number; text: string },
  keys: CodeKeys,
  taking: TakingIn,
): Promise<void> {
  const { intakePublic } = await suggestionKeys(taking.keyDir);
  const own = { id: thread._id, codeWrap: thread.codeWrap, place };
  const prepared = await prepareMessage(text, own, keys, intakePublic).catch(() => null);
  if (!prepared) throw new BadRequest();
  await takeIn(prepared, taking);
}

/** The texts of a thread in their order; null for one that is not there. */
export async function openPlainly(thread: Suggestion, keys: CodeKeys): Promise<(Message | null)[]> {
  // Only who sealed a parcel by hand can have made one that does not open.
  const key = await unwrapKey(keys.wrap, fromBase64(thread.codeWrap), thread._id).catch(() => null);
  return Promise.all(
    thread.entries.map(({ sealed }) =>
      key && sealed ? openMessage(key, fromBase64(sealed), thread._id).catch(() => null) : null,
    ),
  );
}

/** What is no code costs the same work and finds nothing: it stands for a code that nobody was given. */
export const keysOfTyped = (typed: string): Promise<CodeKeys> =>
  codeKeysOf(readTrackingCode(typed) ?? newTrackingCode());
