/** Changes of second factors, each audited: by their owner, or taken away by an administrator or from the command line. */
import { Conflict } from '../../http/httpErrors.ts';
import { audit } from '../audit/audit.ts';
import type { AuditContext } from '../audit/auditContext.ts';
import { getAccount } from '../changeAccount.ts';
import { endSessions } from '../endSessions.ts';
import { FactorsModel, factorsOf, hasFactor } from './factors.ts';
import { type Passkey, PasskeyModel } from './passkey.ts';
import { makeRecoveryCodes } from './recoveryCodes.ts';

/**
 * In the place of an earlier app.
 * @param app the sealed secret, and the step of the code that showed that the app has it
 * @returns recovery codes, where there were none
 */
export async function addApp(
  account: string,
  app: { secret: string; lastStep: number },
  { actor, now }: AuditContext,
): Promise<string[] | null> {
  const stored = { ...app, addedAt: now };
  await FactorsModel.updateOne({ _id: account }, { $set: { app: stored } }, { upsert: true });
  await audit({ at: now, actor, action: 'account.appAdded' });
  return firstCodes(account, { actor, now });
}

async function firstCodes(account: string, context: AuditContext): Promise<string[] | null> {
  const { recoveryHashes } = await factorsOf(account);
  return recoveryHashes.length > 0 ? null : renewCodes(account, context);
}

/** Ten new recovery codes; earlier ones no longer work. */
export async function renewCodes(account: string, { actor, now }: AuditContext): Promise<string[]> {
  const codes = await makeRecoveryCodes(account);
  await audit({ at: now, actor, action: 'account.recoveryCodes' });
  return codes;
}

export async function removeApp(account: string, { actor, now }: AuditContext): Promise<void> {
  await FactorsModel.updateOne({ _id: account }, { $set: { app: null } });
  await dropIdleCodes(account);
  await audit({ at: now, actor, action: 'account.appRemoved' });
}

/** @returns recovery codes, where there were none */
export async function addPasskey(
  account: string,
  passkey: Omit<Passkey, 'account' | 'addedAt' | 'lastUsedAt'>,
  { actor, now }: AuditContext,
): Promise<string[] | null> {
  await PasskeyModel.create({ ...passkey, account, addedAt: now });
  await audit({ at: now, actor, action: 'account.passkeyAdded', detail: { name: passkey.name } });
  return firstCodes(account, { actor, now });
}

interface OwnPasskey {
  account: string;
  id: string;
}

/** @returns whether the account has such a passkey */
export async function renamePasskey({ account, id }: OwnPasskey, name: string): Promise<boolean> {
  return (await PasskeyModel.updateOne({ _id: id, account }, { $set: { name } })).matchedCount === 1;
}

/** @returns whether the account had such a passkey */
export async function removePasskey(
  { account, id }: OwnPasskey,
  { actor, now }: AuditContext,
): Promise<boolean> {
  const removed = await PasskeyModel.findOne({ _id: id, account }).lean();
  if (!removed) return false;
  if ((await PasskeyModel.deleteOne({ _id: id, account })).deletedCount === 0) return false;
  await dropIdleCodes(account);
  await audit({ at: now, actor, action: 'account.passkeyRemoved', detail: { name: removed.name } });
  return true;
}

/** Codes in the place of something that is gone would be a second step by themselves. */
async function dropIdleCodes(account: string): Promise<void> {
  if (hasFactor(await factorsOf(account))) return;
  await FactorsModel.updateOne({ _id: account }, { $set: { recoveryHashes: [] } });
}

/** Everything but the password, of somebody whose phone is gone; their sessions end. @throws NotFound, Conflict for one's own account */
export async function resetFactors(id: string, { actor, now }: AuditContext): Promise<void> {
  if (id === actor) throw new Conflict('secondFactor:errors.ownReset');
  await getAccount(id);
  await FactorsModel.deleteOne({ _id: id });
  await PasskeyModel.deleteMany({ account: id });
  await endSessions(id);
  await audit({ at: now, actor, action: 'account.factorReset', subject: { kind: 'account', id } });
}
