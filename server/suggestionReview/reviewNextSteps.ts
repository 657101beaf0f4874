/** What suggestions ask of their reviewers on the first page: those that wait, and those that are late. */
import mongoose from 'mongoose';
import type { Account } from '../accounts/account.ts';
import type { NextStep, NextSteps } from '../accounts/homeParts.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { isOverdue, SuggestionModel, waitingStates } from '../suggestions/suggestion.ts';
import { reviewListPath } from './paths.ts';
import { readingOf } from './reviewAccess.ts';

const fields = { state: 1, answerBy: 1, doneBy: 1, _id: 0 } as const;

/** How many suggestions of the account's own wait, and how many of all its own are late. */
export async function countReviews(
  account: Account,
  day: string,
): Promise<{ waiting: number; late: number }> {
  const { own } = await readingOf(account, day);
  if (own.size === 0) return { waiting: 0, late: 0 };
  const office = mongoose.trusted({ $in: [...own] }) as never;
  const state = mongoose.trusted({ $in: [...waitingStates] }) as never;
  const [late, waiting, planned] = await Promise.all([
    SuggestionModel.countDocuments({ office, state, answerBy: mongoose.trusted({ $lt: day }) as never }),
    SuggestionModel.countDocuments({ office, state, answerBy: mongoose.trusted({ $gte: day }) as never }),
    SuggestionModel.find({ office, state: 'planned' }, fields).lean(),
  ]);
  return { waiting, late: late + planned.filter((thread) => isOverdue(thread, day)).length };
}

export const reviewNextSteps: NextSteps = async (account, day) => {
  if (account.role !== 'manager' && account.role !== 'reviewer') return [];
  const { waiting, late } = await countReviews(account, day);
  const { f } = readerOfLanguage(account.language);
  const step = (message: string, count: number, urgency: NextStep['urgency']): NextStep[] =>
    count === 0
      ? []
      : [
          {
            message: `suggestionReview:next.${message}`,
            values: { count: f.number(count) },
            button: 'suggestions',
            urgency,
            href: reviewListPath,
          },
        ];
  return [...step('late', late, 'today'), ...step('waiting', waiting, 'week')];
};
