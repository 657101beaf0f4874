/**
 * A recovery copy is made by two administrators, each with a passphrase that the other does not learn: the first one's waits in KEY_DIR as
 * a public key, the second one's completes the copy. Who made a copy is asked before the count whether it is destroyed.
 */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { requireIndependent } from '../../accounts/requireIndependent.ts';
import { randomId } from '../../database/randomId.ts';
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { minPassphraseLength, passphraseKeys } from '../../waves/keys/passphraseKeys.ts';
import { readRecoveryHalf, removeRecoveryHalf, writeRecoveryHalf } from '../../waves/keys/recoveryHalf.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { exportRecoveryCopy, RecoveryCopyError } from '../../waves/keys/waveKeysRecovery.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { unconfirmedCopies } from './unconfirmedCopies.ts';

/**
 * The first passphrase is kept, as far as it must be; with the second one, of another administrator, the copy is made.
 * @returns the copy, or null after the first passphrase
 * @throws Conflict without the keys, or for a second passphrase of the same administrator or of one whose account that one holds; RecoveryCopyError for a short one, or the same as the first
 */
export async function givePassphrase(
  wave: Pick<Wave, '_id' | 'launchedAt'>,
  passphrase: string,
  keyDir: string,
  auditContext: AuditContext,
): Promise<string | null> {
  if (passphrase.length < minPassphraseLength) throw new RecoveryCopyError('passphraseTooShort');
  if (!waveKeysPresent(keyDir, wave._id)) throw new Conflict('campaigns:conflict.keysMissing');
  const by = auditContext.actor;
  const half = readRecoveryHalf(keyDir, wave._id);
  if (half) await requireIndependent(half.by, by, wave.launchedAt);
  if (half && (await passphraseKeys(passphrase, half.salt)).publicKey.equals(half.publicKey))
    throw new RecoveryCopyError('passphraseSame');
  const mine = await passphraseKeys(passphrase);
  if (!half) {
    writeRecoveryHalf(keyDir, wave._id, { by, ...mine });
    await auditWave(auditContext, 'wave.recoveryHalf', wave._id);
    return null;
  }
  const copy = exportRecoveryCopy(keyDir, wave._id, [half, mine]);
  const made = { id: randomId(12), by: [half.by, by], at: auditContext.now };
  // Noted before it is handed out: a copy that nobody knows of would never be asked for.
  await WaveModel.updateOne({ _id: wave._id }, { $push: { recoveryCopies: made } });
  await auditWave(auditContext, 'wave.recoveryCopy', wave._id, { with: half.by });
  removeRecoveryHalf(keyDir, wave._id);
  return copy;
}

/** Forgets a first passphrase that waits: its owner has lost it, or the second administrator does not come. @throws NotFound */
export async function dropPassphrase(
  wave: Pick<Wave, '_id'>,
  keyDir: string,
  auditContext: AuditContext,
): Promise<void> {
  if (!readRecoveryHalf(keyDir, wave._id)) throw new NotFound();
  removeRecoveryHalf(keyDir, wave._id);
  await auditWave(auditContext, 'wave.recoveryHalfDropped', wave._id);
}

/** Who made copies says that they are destroyed, with everything printed or stored of them. @throws Conflict for anybody else */
export async function confirmDestruction(wave: Wave, auditContext: AuditContext): Promise<void> {
  const { actor, now } = auditContext;
  const mine = unconfirmedCopies(wave).filter(({ missing }) => missing.includes(actor));
  if (mine.length === 0) throw new Conflict('recovery:conflict.notYours');
  const confirmed = { by: actor, at: now, copies: mine.map(({ id }) => id) };
  await WaveModel.updateOne({ _id: wave._id }, { $push: { recoveryDestroyed: confirmed } });
  await auditWave(auditContext, 'wave.recoveryDestroyed', wave._id, { copies: mine.length });
}
