/** The waves whose answers are there, as the page of retention lists them, with what a deletion would take. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { Reader } from '../../i18n/reader.ts';
import { PublishedReportModel } from '../../reports/published/publishedModels.ts';
import { ResponseModel } from '../../responses/response.ts';
import { WaveModel } from '../../waves/wave.ts';
import { retainedWaves } from './retainedWaves.ts';
import type { RetentionRule } from './retentionRule.ts';

export async function presentRetention(rule: RetentionRule, now: Date, { t, f }: Reader) {
  const kept = retainedWaves(await WaveModel.find().lean(), rule, now);
  const holders = await displayNames(kept.flatMap(({ wave }) => wave.legalHold?.by ?? []));
  return Promise.all(
    kept.map(async ({ wave, state, endsAt, deletedFrom }) => {
      const isAnnounced = state === 'announced' || state === 'due';
      const said = isAnnounced && !rule.deletes ? 'listed' : state;
      const { legalHold: hold } = wave;
      return {
        id: wave._id,
        title: wave.title,
        ends: endsAt ? f.dateNumeric(endsAt) : '–',
        state: t(`retention:state.${said}`, {
          date: deletedFrom ? f.dateNumeric(deletedFrom) : '',
        }),
        hold: hold
          ? t('retention:heldBy', {
              name: holders[hold.by] ?? hold.by,
              date: f.dateNumeric(hold.at),
              reason: hold.reason,
            })
          : '',
        isHeld: Boolean(hold),
        takes: await whatGoes(wave._id, { t, f }),
      };
    }),
  );
}

/** What a deletion takes; not how many comments, since those of small units are hidden and would follow from all less the shown ones. */
async function whatGoes(wave: string, { t, f }: Pick<Reader, 't' | 'f'>): Promise<string> {
  const [responses, reports] = await Promise.all([
    ResponseModel.countDocuments({ wave }),
    PublishedReportModel.countDocuments({ wave }),
  ]);
  return t('retention:takes', {
    responses: f.number(responses),
    reports: f.number(reports),
  });
}
