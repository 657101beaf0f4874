/** Running waves on the first page of the desk: for administrators with participation, for managers with the closing date. */
import type { Account } from '../accounts/account.ts';
import type { OverviewPart } from '../accounts/homeParts.ts';
import type { AppContext } from '../appContext.ts';
import { rateBar } from '../charts/rateBar.ts';
import type { Language } from '../i18n/languages.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { listWaves } from '../waves/getWave.ts';
import { isListed, waveRow } from './waveRow.ts';

export function waveOverview({ clock }: Pick<AppContext, 'clock'>) {
  return async (account: Account, day: string, language: Language): Promise<OverviewPart[]> => {
    if (account.role !== 'administrator' && account.role !== 'manager') return [];
    const reader = readerOfLanguage(language);
    const running = (await listWaves()).filter(
      (wave) => wave.state === 'open' && isListed(wave, account, day),
    );
    const rows = await Promise.all(running.map((wave) => waveRow(wave, account, clock.now(), reader)));
    const waves = rows.map((row) => ({
      ...row,
      bar: row.rate === null ? '' : rateBar(row.rate, row.wave.targetRate, reader.dir),
    }));
    return waves.length > 0 ? [{ view: 'campaigns/_overview', locals: { waves } }] : [];
  };
}
