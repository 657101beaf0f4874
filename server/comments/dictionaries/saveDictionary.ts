/** Saves an edited dictionary over the version that its page showed, and notes in the trail how many entries came and went: never which. */
import { audit } from '../../accounts/audit/audit.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { insertOnce } from '../../database/insertOnce.ts';
import { currentDictionary } from '../themes/currentThemes.ts';
import type { Dictionary } from '../themes/shippedDictionary.ts';
import { DictionaryModel } from './storedDictionary.ts';

/** @returns false where somebody else has saved since */
export async function saveDictionary(
  instrument: string,
  { entries, version }: { entries: Dictionary; version: number },
  { actor, now }: AuditContext,
): Promise<boolean> {
  const before = await currentDictionary(instrument);
  if (before.version !== version) return false;
  const next = { version: version + 1, entries };
  const saved =
    version === 0
      ? await insertOnce(() => DictionaryModel.create({ _id: instrument, ...next }))
      : (await DictionaryModel.updateOne({ _id: instrument, version }, { $set: next })).modifiedCount === 1;
  if (!saved) return false;
  const [old, fresh] = [pairsOf(before.entries), pairsOf(entries)];
  const detail = {
    version: next.version,
    added: [...fresh].filter((one) => !old.has(one)).length,
    removed: [...old].filter((one) => !fresh.has(one)).length,
  };
  const subject = { kind: 'instrument', id: instrument } as const;
  await audit({ at: now, actor, action: 'instrument.dictionary', subject, detail });
  return true;
}

const pairsOf = (entries: Dictionary) =>
  new Set(
    Object.entries(entries).flatMap(([dimension, words]) => words.map((word) => `${dimension}:${word}`)),
  );
