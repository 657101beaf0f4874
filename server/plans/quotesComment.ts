/**
 * A plan must not carry on what somebody wrote: its text may share no run of words with a comment that its manager has read. Comments that
 * are not shown are not looked at, or the form would tell what stands in them.
 */

import { commentsIn, findCircles } from '../comments/findCircles.ts';
import { key } from '../i18n/text.ts';
import { CommentModel } from '../responses/comment.ts';
import type { Wave } from '../waves/wave.ts';

/** So many words in a row are no chance. */
const runLength = 5;

export async function quotesComment(wave: Wave, unit: string, texts: readonly string[]): Promise<boolean> {
  const runs = new Set(texts.flatMap(runsOf));
  if (runs.size === 0) return false;
  const byQuestion = await findCircles(wave);
  for (const [question, circles] of byQuestion) {
    // Those that stand on the office's own pages, and those that its people's own words are among.
    const near = circles.filter(({ place, units }) => place === unit || units.includes(unit));
    for (const circle of near) {
      const filter = { ...commentsIn(wave._id, question, circle), review: 'approved' as const };
      const comments = await CommentModel.find(filter).lean();
      if (comments.some(({ text }) => runsOf(text).some((run) => runs.has(run)))) return true;
    }
  }
  return false;
}

function runsOf(text: string): string[] {
  const words = text
    .split(/[\s.,;:!?،؛؟«»()"]+/u)
    .map(key)
    .filter(Boolean);
  return words
    .slice(0, Math.max(0, words.length - runLength + 1))
    .map((_, at) => words.slice(at, at + runLength).join(' '));
}
