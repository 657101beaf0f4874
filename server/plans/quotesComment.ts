/**
 * A plan must not carry on what somebody wrote: its text may share no run of words with a comment that its manager has read. Comments that
 * are not shown are not looked at, or the form would tell what stands in them.
 */
import { key } from '../i18n/text.ts';
import { CommentModel } from '../responses/comment.ts';
import type { Wave } from '../waves/wave.ts';

/** So many words in a row are no chance. */
const runLength = 5;

export async function quotesComment(wave: Wave, unit: string, texts: readonly string[]): Promise<boolean> {
  const runs = new Set(texts.flatMap(runsOf));
  if (runs.size === 0) return false;
  const comments = await CommentModel.find({ wave: wave._id, unit }).lean();
  const byQuestion = new Map<string, string[]>();
  for (const { question, text, review } of comments) {
    const shown = byQuestion.get(question) ?? [];
    byQuestion.set(question, [...shown, review === 'approved' ? text : '']);
  }
  return [...byQuestion.values()]
    .filter((shown) => shown.length >= wave.minimumDetail)
    .some((shown) => shown.some((text) => runsOf(text).some((run) => runs.has(run))));
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
