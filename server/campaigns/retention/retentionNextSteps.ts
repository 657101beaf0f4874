/** Administrators are told on their first page of waves whose answers are going to be deleted, or could be. */
import type { NextSteps } from '../../accounts/homeParts.ts';
import { instantOfDay } from '../../i18n/isoDay.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { WaveModel } from '../../waves/wave.ts';
import { retentionPath } from './paths.ts';
import { retainedWaves } from './retainedWaves.ts';
import { findRetentionRule } from './retentionRule.ts';

export const retentionNextSteps: NextSteps = async (account, day) => {
  if (account.role !== 'administrator') return [];
  const rule = await findRetentionRule();
  if (rule.months === null) return [];
  const { f } = readerOfLanguage(account.language);
  return retainedWaves(await WaveModel.find().lean(), rule, instantOfDay(day))
    .filter(({ state }) => state === 'announced' || state === 'due')
    .map(({ wave, deletedFrom }) => ({
      message: rule.deletes ? 'retention:next.deletes' : 'retention:next.listed',
      values: { wave: wave.title, date: deletedFrom ? f.dateNumeric(deletedFrom) : '' },
      why: 'retention:next.why',
      button: 'retention',
      urgency: 'open' as const,
      href: retentionPath,
    }));
};
