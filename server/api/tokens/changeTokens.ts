/** Makes, finds and revokes tokens. The text of a token exists in the answer that shows it and nowhere else. */
import type { OfficeGrant } from '../../accounts/account.ts';
import { audit } from '../../accounts/audit/audit.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { hashToken } from '../../accounts/oneTimeToken.ts';
import { dayMs, plusMs } from '../../clock.ts';
import { randomId } from '../../database/randomId.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { type ApiToken, ApiTokenModel, type TokenRole, tokenState } from './apiToken.ts';

/** 200 random bits; the beginning tells people and scanners of leaked secrets what it is. */
const newText = () => `fs_${randomId(40)}`;

export interface NewToken {
  name: string;
  role: TokenRole;
  grants: OfficeGrant[];
  mayWrite: boolean;
  days: number;
}

/** @returns the token with its text, which nobody can ask for again */
export async function createToken(
  { name, role, grants, mayWrite, days }: NewToken,
  { actor, now }: AuditContext,
): Promise<{ token: ApiToken; text: string }> {
  const text = newText();
  const token: ApiToken = {
    _id: `token-${randomId(12)}`,
    hash: hashToken(text),
    name,
    role,
    grants,
    mayWrite,
    createdBy: actor,
    createdAt: now,
    expiresAt: plusMs(now, days * dayMs),
    revokedAt: null,
    lastUsedOn: null,
  };
  await ApiTokenModel.create(token);
  await audit({
    at: now,
    actor,
    action: 'token.create',
    subject: { kind: 'token', id: token._id },
    detail: { name, role, offices: grants.map(({ office }) => office).join(' '), mayWrite, days },
  });
  return { token, text };
}

/** It works no longer from the next request on. Revoking it again changes nothing. @throws NotFound */
export async function revokeToken(id: string, { actor, now }: AuditContext): Promise<void> {
  const revoked = await ApiTokenModel.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: now } });
  const token = await ApiTokenModel.findById(id).lean();
  if (!token) throw new NotFound();
  if (revoked.modifiedCount === 0) return;
  await audit({
    at: now,
    actor,
    action: 'token.revoke',
    subject: { kind: 'token', id },
    detail: { name: token.name },
  });
}

/** The token of this text; null where it is unknown, revoked or expired. */
export async function findValidToken(text: string, now: Date): Promise<ApiToken | null> {
  const token = await ApiTokenModel.findOne({ hash: hashToken(text) }).lean();
  if (!token || tokenState(token, now) !== 'valid') return null;
  const today = isoDayOf(now);
  if (token.lastUsedOn !== today)
    await ApiTokenModel.updateOne({ _id: token._id }, { $set: { lastUsedOn: today } });
  return token;
}

/** Those that still work first, then the newest. */
export async function listTokens(now: Date): Promise<ApiToken[]> {
  const tokens = await ApiTokenModel.find().lean();
  const isValid = (token: ApiToken) => Number(tokenState(token, now) === 'valid');
  return tokens.sort((a, b) => isValid(b) - isValid(a) || b.createdAt.getTime() - a.createdAt.getTime());
}
