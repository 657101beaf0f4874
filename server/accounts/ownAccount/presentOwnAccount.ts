/** One's own account as its page shows it. */
import { storedSessionId } from '../../http/session.ts';
import type { Reader } from '../../i18n/reader.ts';
import { isolated } from '../../i18n/text.ts';
import type { Account } from '../account.ts';
import type { DeviceWords } from './deviceWords.ts';
import { listSessions } from './ownSessions.ts';

/** @param current id of the session in which the page is asked for */
export async function presentOwnAccount(account: Account, current: string, reader: Reader) {
  const { f } = reader;
  const own = storedSessionId(current);
  const sessions = (await listSessions(account._id)).map(({ _id, device, startedAt, lastUsedAt }) => ({
    id: _id,
    device: deviceName(device, reader),
    startedAt: f.dateTime(startedAt),
    lastUsedAt: f.dateTime(lastUsedAt),
    isCurrent: _id === own,
  }));
  return { username: account.username, address: account.address ?? '', sessions };
}

export function deviceName(device: DeviceWords | null, { t }: Pick<Reader, 't'>): string {
  const { browser = '', system = '' } = device ?? {};
  if (browser && system)
    return t('accounts:sessions.device', { browser: isolated(browser), system: isolated(system) });
  return browser || system ? isolated(browser || system) : t('accounts:sessions.unknownDevice');
}
