/** Second factors as the templates show them. */
import { qrPath } from '../../http/qrCode.ts';
import type { Reader } from '../../i18n/reader.ts';
import { appAddress } from './app.ts';
import type { Factors } from './factors.ts';

export function presentFactors({ app, passkeys, recoveryHashes }: Factors, { f }: Pick<Reader, 'f'>) {
  return {
    appSince: app ? f.dateTime(app.addedAt) : null,
    passkeys: passkeys.map(({ _id, name, addedAt, lastUsedAt }) => ({
      id: _id,
      name,
      addedAt: f.dateTime(addedAt),
      lastUsedAt: lastUsedAt ? f.dateTime(lastUsedAt) : '',
    })),
    codesLeft: recoveryHashes.length,
  };
}

/** An app that is to be added: as a QR code, and as letters in groups of four to be typed. */
export function presentApp(secret: string, username: string) {
  return {
    qr: qrPath(appAddress(secret, username)),
    letters: secret.match(/.{1,4}/g)!.join(' '),
    username,
  };
}
