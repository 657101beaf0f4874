/**
 * Letters with one-time links, in the language of who gets them, made to be shown and printed once: only hashes of the tokens are
 * stored.
 */
import { type QrCode, qrPath } from '../http/qrCode.ts';
import { type Reader, readerOfLanguage } from '../i18n/reader.ts';
import type { Account } from './account.ts';
import { audit } from './audit/audit.ts';
import type { AuditContext } from './audit/auditContext.ts';
import { setPasswordPath } from './paths.ts';
import { issueSetPasswordToken } from './setPassword.ts';

export interface Letter extends Pick<Reader, 't' | 'lang' | 'dir'> {
  displayName: string;
  username: string;
  role: Account['role'];
  /** The whole address of the one-time link. */
  link: string;
  qr: QrCode;
  /** Last day of the link, as a reader sees it. */
  until: string;
}

/** Fresh links for the accounts, in their order; earlier links no longer work. */
export async function makeLetters(
  accounts: readonly Account[],
  baseUrl: string,
  { actor, now }: AuditContext,
): Promise<Letter[]> {
  const letters: Letter[] = [];
  for (const { _id, displayName, username, role, language } of accounts) {
    const { token, until } = await issueSetPasswordToken(_id, now);
    const link = baseUrl + setPasswordPath(token);
    const { t, f, lang, dir } = readerOfLanguage(language);
    letters.push({
      ...{ t, lang, dir },
      displayName,
      username,
      role,
      link,
      qr: qrPath(link),
      until: f.dateFull(until),
    });
    await audit({ at: now, actor, action: 'account.link', subject: { kind: 'account', id: _id } });
  }
  return letters;
}
