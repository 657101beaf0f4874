/** What is not well, on the first page of administrators. Nothing where all is. */
import type { Account } from '../../accounts/account.ts';
import type { OverviewPart } from '../../accounts/homeParts.ts';
import type { AppContext } from '../../appContext.ts';
import type { Language } from '../../i18n/languages.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { currentCondition } from './currentCondition.ts';
import { presentCheck } from './presentCondition.ts';

export function conditionOverview(context: AppContext) {
  return async (account: Account, _day: string, language: Language): Promise<OverviewPart[]> => {
    if (account.role !== 'administrator') return [];
    const { checks } = await currentCondition(context);
    const reader = readerOfLanguage(language);
    const rows = checks.map((check) => presentCheck(check, reader)).filter(({ level }) => level !== 'green');
    return rows.length > 0 ? [{ view: 'system/_overview', locals: { rows } }] : [];
  };
}
