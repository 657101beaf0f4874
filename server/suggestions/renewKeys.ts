/**
 * Renews the keys of reviewers, for when somebody may have read them: what is sent from now on is sealed to new ones, and every thread's key is
 * put under the new one, so that old threads stay readable here and nowhere else. It may be stopped anywhere and goes on when it is run again.
 */
import { fromBase64, toBase64 } from '../i18n/base64.ts';
import { askErasure } from './round.ts';
import { unwrapKey, wrapKey } from './sealing/sealText.ts';
import { SuggestionModel } from './suggestion.ts';
import {
  makeReviewKeys,
  readKeysFile,
  replaceKeysFile,
  suggestionKeys,
  threadKeys,
} from './suggestionKeys.ts';

export interface Renewed {
  /** Threads that are under the new key. */
  threads: number;
  /** Threads that no key here opened before either. */
  lost: number;
}

/** null where no suggestion was ever sent, so that there is no key. */
export async function renewKeys(keyDir: string): Promise<Renewed | null> {
  const before = readKeysFile(keyDir);
  if (!before) return null;
  const isUnfinished = before.earlier.some(({ threads }) => threads !== null);
  if (!isUnfinished) {
    const { intake, threads, receipts } = before;
    replaceKeysFile(keyDir, { receipts, ...(await makeReviewKeys()), earlier: [{ intake, threads }] });
  }
  const renewed = await wrapAnew(keyDir);
  const { earlier, ...present } = readKeysFile(keyDir)!;
  // Parcels that wait are still sealed to the key before; its threads are not needed any more.
  replaceKeysFile(keyDir, { ...present, earlier: earlier.map(({ intake }) => ({ intake, threads: null })) });
  return renewed;
}

async function wrapAnew(keyDir: string): Promise<Renewed> {
  const [present, ...earlier] = threadKeys(await suggestionKeys(keyDir));
  const renewed = { threads: 0, lost: 0 };
  await askErasure();
  for await (const { _id, reviewWrap } of SuggestionModel.find({}, { reviewWrap: 1 }).lean().cursor()) {
    const open = (key: Uint8Array<ArrayBuffer>) =>
      unwrapKey(key, fromBase64(reviewWrap), _id).catch(() => null);
    if (await open(present!)) {
      renewed.threads += 1;
      continue;
    }
    const keys = await Promise.all(earlier.map(open));
    const key = keys.find((one) => one !== null);
    if (!key) {
      renewed.lost += 1;
      continue;
    }
    const wrapped = toBase64(await wrapKey(present!, key, _id));
    await SuggestionModel.updateOne({ _id, reviewWrap }, { $set: { reviewWrap: wrapped } });
    renewed.threads += 1;
  }
  await askErasure();
  return renewed;
}
