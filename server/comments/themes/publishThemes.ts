/**
 * Counts what a wave's comments speak of and stores what may be shown of it, at the end of the count, where the reports are made. A wave is counted
 * by one dictionary and only once: two counts of the same comments by two dictionaries could be subtracted, down to who wrote a single word.
 */
import { personGroupsOf } from '../../reports/personGroups.ts';
import { CommentModel } from '../../responses/comment.ts';
import { joinsComments } from '../../waves/joinsComments.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { storeCircles } from '../findCircles.ts';
import { countFeatures, type WrittenComment } from './countFeatures.ts';
import { currentThemes } from './currentThemes.ts';
import { discloseThemes, type GroupThemes } from './discloseThemes.ts';
import { PublishedThemesModel } from './publishedThemes.ts';
import type { Theme } from './themeMatcher.ts';

/**
 * No themes where people were told that comments are read within their own unit only. Repeating it goes on where it was broken off, with the
 * dictionary that it began with, and changes nothing that is stored.
 */
export async function publishThemes(waveId: string): Promise<void> {
  const wave = await WaveModel.findById(waveId).orFail().lean();
  await storeCircles(wave);
  if (!joinsComments(wave)) return;
  const begun = await PublishedThemesModel.findOne({ wave: waveId }).lean();
  const themes = begun?.themes ?? (await currentThemes(wave.instruments));
  for (const question of questionsOf(wave)) {
    const comments = await commentsOn(wave, question);
    if (comments.length < wave.minimumDetail) continue;
    const _id = `${waveId}:${question}`;
    const groups = Object.fromEntries(themesOfGroups(wave, comments, themes));
    await PublishedThemesModel.updateOne(
      { _id },
      { $setOnInsert: { wave: waveId, question, themes, groups, hidden: [] } },
      { upsert: true },
    );
  }
}

const questionsOf = ({ instruments }: Wave) => [
  ...new Set(instruments.flatMap(({ openQuestions }) => openQuestions.map(({ id }) => id))),
];

async function commentsOn(wave: Wave, question: string): Promise<WrittenComment[]> {
  const positions = new Map(wave.units.map(({ code }, position) => [code, position]));
  const found = await CommentModel.find({ wave: wave._id, question }, { unit: 1, text: 1 }).lean();
  return found.flatMap(({ unit: code, text }) => {
    const unit = positions.get(code);
    return unit === undefined ? [] : [{ unit, text }];
  });
}

/** Pure: the same comments and dictionary give the same table. By id of the group of persons. */
export function themesOfGroups(
  wave: Pick<Wave, 'offices' | 'units' | 'minimumDetail'>,
  comments: readonly WrittenComment[],
  themes: readonly Theme[],
): Map<string, GroupThemes> {
  const least = wave.minimumDetail;
  const writers = wave.units.map(() => 0);
  for (const { unit } of comments) writers[unit] = (writers[unit] ?? 0) + 1;
  const features = countFeatures(comments, themes, { units: wave.units.length, least });
  const groups = personGroupsOf(wave).map(({ id, units }) => ({ id, units: units.map(Number) }));
  return discloseThemes({ groups, features, themes, writers, least });
}
