/** The waves of this year on one line each, on the administrators' first page: what is open, what was released, what is planned. */
import type { Account } from '../accounts/account.ts';
import type { OverviewPart } from '../accounts/homeParts.ts';
import type { AppContext } from '../appContext.ts';
import { yearLine } from '../charts/yearLine.ts';
import { dayMs } from '../clock.ts';
import { toGregorian } from '../i18n/isoDay.ts';
import { toJalali } from '../i18n/jalali.ts';
import type { Language } from '../i18n/languages.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { listWaves } from '../waves/getWave.ts';
import { endOf, type Wave } from '../waves/wave.ts';
import { waveRow } from './waveRow.ts';

/** More would be a list, which the page of waves is. */
const maxRows = 8;

export function yearOverview({ clock }: Pick<AppContext, 'clock'>) {
  return async (account: Account, _day: string, language: Language): Promise<OverviewPart[]> => {
    if (account.role !== 'administrator') return [];
    const reader = readerOfLanguage(language);
    const now = clock.now();
    const year = yearAround(now, language);
    const shown = (await listWaves())
      .filter((wave) => isWithin(wave, year))
      .sort((a, b) => (a.opensAt?.getTime() ?? 0) - (b.opensAt?.getTime() ?? 0))
      .slice(-maxRows);
    if (shown.length === 0) return [];
    const rows = await Promise.all(
      shown.map(async (wave) => {
        const { href, state, rate } = await waveRow(wave, account, now, reader);
        const line = yearLine({ ...lineOf(wave, year), today: year.shareOf(now) }, reader.dir);
        return { title: wave.title, href, state, rate: rate === null ? '–' : reader.f.percent(rate), line };
      }),
    );
    const months = monthNames(now, year, language);
    return [{ view: 'campaigns/_year', locals: { rows, months }, isWide: true }];
  };
}

interface Year {
  /** 0 before the year, 1 after it. */
  shareOf(instant: Date): number;
}

function yearAround(now: Date, language: Language): Year {
  const fieldsOf = (instant: Date) => (language === 'en' ? toGregorian(instant) : toJalali(instant));
  const { year: thisYear } = fieldsOf(now);
  return {
    shareOf(instant) {
      const { year, month, day } = fieldsOf(instant);
      if (year !== thisYear) return year < thisYear ? 0 : 1;
      return (month - 1 + (day - 1) / 31) / 12;
    },
  };
}

function isWithin(wave: Wave, { shareOf }: Year): boolean {
  const [from, to] = [wave.opensAt, wave.releasedAt ?? endOf(wave)];
  return from !== null && to !== null && shareOf(from) < 1 && shareOf(to) > 0;
}

function lineOf(wave: Wave, { shareOf }: Year) {
  const [from, to] = [wave.opensAt, endOf(wave)];
  return {
    open: from && to ? { from: shareOf(from), to: shareOf(to) } : null,
    isDraft: wave.state === 'draft',
    released: wave.releasedAt && shareOf(wave.releasedAt) < 1 ? shareOf(wave.releasedAt) : null,
  };
}

/** The names of the twelve months, asked of days a month apart from the year's first. */
function monthNames(now: Date, { shareOf }: Year, language: Language): string[] {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'fa-IR-u-ca-persian', {
    month: language === 'en' ? 'short' : 'long',
    timeZone: 'Asia/Tehran',
  });
  const month = Math.floor(shareOf(now) * 12);
  const middle = now.getTime() - (shareOf(now) * 12 - month) * 30 * dayMs + 15 * dayMs;
  return Array.from({ length: 12 }, (_, at) =>
    format.format(new Date(middle + (at - month) * 30.44 * dayMs)),
  );
}
