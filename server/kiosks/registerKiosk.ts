/** A kiosk's life: created by an administrator, claimed by a device through a one-time link, revoked. Only hashes of secrets are stored. */
import mongoose from 'mongoose';
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { hashToken, newToken } from '../accounts/oneTimeToken.ts';
import { dayMs, hourOf, plusMs } from '../clock.ts';
import { randomId } from '../database/randomId.ts';
import { NotFound } from '../http/httpErrors.ts';
import { type Kiosk, KioskModel } from './kiosk.ts';

/** Long enough to send the link to a district and to walk to the device. */
const linkDays = 7;

export async function getKiosk(id: string): Promise<Kiosk> {
  const kiosk = await KioskModel.findOne({ _id: id }).lean();
  if (!kiosk) throw new NotFound();
  return kiosk;
}

/** @returns the kiosk's id; it waits for a device until `makeKioskLink` and a visit to the link */
export async function createKiosk(
  { name, office, point }: Pick<Kiosk, 'name' | 'office' | 'point'>,
  { actor, now }: AuditContext,
): Promise<string> {
  const _id = randomId(12);
  await KioskModel.create({ _id, name, office, point });
  await audit({
    at: now,
    actor,
    action: 'kiosk.create',
    subject: { kind: 'kiosk', id: _id },
    detail: { office, name },
  });
  return _id;
}

/** The secret of a new one-time link, and its last day. The kiosk's present device remains registered until the link is used. */
export async function makeKioskLink(
  id: string,
  { actor, now }: AuditContext,
): Promise<{ link: string; until: Date }> {
  const { token, tokenHash } = newToken();
  const until = plusMs(now, linkDays * dayMs);
  const found = await KioskModel.findOneAndUpdate(
    { _id: id },
    { $set: { linkHash: tokenHash, linkUntil: until, revoked: false } },
  ).lean();
  if (!found) throw new NotFound();
  await audit({ at: now, actor, action: 'kiosk.link', subject: { kind: 'kiosk', id } });
  return { link: token, until };
}

/**
 * Turns the link into a device's token; the link is used up. A device that made the token itself may ask again after a lost reply.
 * @throws NotFound for a link that was used or is too old
 */
export async function redeemKioskLink(
  link: string,
  now: Date,
  made?: string,
): Promise<{ kiosk: Kiosk; token: string }> {
  const { token, tokenHash } = made ? { token: made, tokenHash: hashToken(made) } : newToken();
  const registered = made && (await KioskModel.findOne({ tokenHash }).lean());
  if (registered) return { kiosk: registered, token };
  const usable = { linkHash: hashToken(link), linkUntil: mongoose.trusted({ $gt: now }), revoked: false };
  const waiting = await KioskModel.findOne(usable).lean();
  if (!waiting) throw new NotFound('kiosks:linkRefused');
  const change = { linkHash: null, linkUntil: null, tokenHash, seenAt: hourOf(now) };
  // By id, so that a lost reply is made up for.
  const used = await KioskModel.updateOne({ ...usable, _id: waiting._id }, { $set: change });
  if (used.modifiedCount === 0) throw new NotFound('kiosks:linkRefused');
  const kiosk = { ...waiting, ...change };
  await audit({
    at: now,
    actor: 'kiosk',
    action: 'kiosk.register',
    subject: { kind: 'kiosk', id: kiosk._id },
  });
  return { kiosk, token };
}

/** The device learns of it with its next heartbeat, and stops being a kiosk. */
export async function revokeKiosk(id: string, { actor, now }: AuditContext): Promise<void> {
  const revoked = { tokenHash: null, linkHash: null, linkUntil: null, revoked: true };
  const found = await KioskModel.findOneAndUpdate({ _id: id }, { $set: revoked }).lean();
  if (!found) throw new NotFound();
  await audit({ at: now, actor, action: 'kiosk.revoke', subject: { kind: 'kiosk', id } });
}
