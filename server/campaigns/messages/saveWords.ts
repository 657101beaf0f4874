/**
 * Saves the words of one message of a draft. Whoever saves says which words they began from: where somebody else has changed them since,
 * nothing is overwritten before the second has seen the first's.
 */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import type { Language } from '../../i18n/languages.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { getWave } from '../../waves/getWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { StoredWords, Words } from '../../waves/waveParts.ts';
import type { MessageKind } from '../../waves/words/messageKinds.ts';
import { productWords, storedWords, versionOf } from '../../waves/words/waveWords.ts';

export interface WordsPlace {
  language: Language;
  kind: MessageKind;
}

/** `theirs`: what somebody else wrote since; null where they brought the words of the product back. */
export type SavedWords = { saved: true } | { saved: false; theirs: StoredWords | null };

/** @param began the version that the writer began from; '' for the words of the product. @throws Conflict once launched */
export async function saveWords(
  wave: Wave,
  { language, kind }: WordsPlace,
  words: Words,
  began: string,
  baseUrl: string,
  auditContext: AuditContext,
): Promise<SavedWords> {
  const version = versionOf(words);
  const isProduct = version === versionOf(productWords(wave, language, kind, baseUrl));
  const path = `words.${language}.${kind}`;
  const change = isProduct
    ? { $unset: { [path]: 1 } }
    : { $set: { [path]: { ...words, by: auditContext.actor, version } satisfies StoredWords } };
  const done = await WaveModel.updateOne(
    { _id: wave._id, state: 'draft', job: null, [`${path}.version`]: began || null },
    change,
  );
  if (done.matchedCount > 0) {
    await auditWave(auditContext, 'wave.words', wave._id, { message: kind, language });
    return { saved: true };
  }
  const now = await getWave(wave._id);
  if (now.state !== 'draft' || now.job) throw new Conflict('campaigns:conflict.launched');
  const theirs = storedWords(now, language, kind) ?? null;
  // The same words twice, such as a double click.
  return theirs?.version === version ? { saved: true } : { saved: false, theirs };
}

/** The words of the product again. @throws Conflict once launched */
export async function restoreWords(
  wave: Wave,
  { language, kind }: WordsPlace,
  auditContext: AuditContext,
): Promise<void> {
  const done = await WaveModel.updateOne(
    { _id: wave._id, state: 'draft', job: null },
    { $unset: { [`words.${language}.${kind}`]: 1 } },
  );
  if (done.matchedCount === 0) throw new Conflict('campaigns:conflict.launched');
  await auditWave(auditContext, 'wave.words', wave._id, { message: kind, language });
}

/** @throws Conflict once launched */
export async function saveMessageLanguages(
  wave: Wave,
  messageLanguages: readonly Language[],
  auditContext: AuditContext,
): Promise<void> {
  const done = await WaveModel.updateOne(
    { _id: wave._id, state: 'draft', job: null },
    { $set: { messageLanguages: [...messageLanguages] } },
  );
  if (done.matchedCount === 0) throw new Conflict('campaigns:conflict.launched');
  await auditWave(auditContext, 'wave.words', wave._id, { language: messageLanguages.join(' ') });
}
