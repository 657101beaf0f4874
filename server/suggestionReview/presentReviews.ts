/** The list of reviewers: what waits first, by its deadline; and for whoever stands above, how many wait in which office. */
import mongoose from 'mongoose';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import { deadlineOf, officeNameIn, weekName } from '../suggestions/presentOwnThread.ts';
import { isOverdue, type Suggestion, SuggestionModel, waitingStates } from '../suggestions/suggestion.ts';
import { suggestionKeys, threadKeys } from '../suggestions/suggestionKeys.ts';
import { openFirstWords } from './openThread.ts';
import { reviewListPath, reviewPath } from './paths.ts';
import type { Reading } from './reviewAccess.ts';

const perPage = 40;

/** All but the texts. */
const listed = { entries: 0, codeWrap: 0 } as const;
const within = (codes: ReadonlySet<string>) => ({ office: mongoose.trusted({ $in: [...codes] }) as never });

/** By what has to be done, and then by when. */
function urgencyOf(
  thread: Pick<Suggestion, 'state' | 'answerBy' | 'doneBy' | 'review'>,
  today: string,
): string {
  const rank = isOverdue(thread, today)
    ? 0
    : waitingStates.includes(thread.state)
      ? 1
      : thread.state === 'planned'
        ? 2
        : 3;
  return `${rank} ${thread.state === 'planned' ? thread.doneBy : thread.answerBy} ${thread.review}`;
}

export async function presentReviews(
  { tree, own, below }: Reading,
  { page, keyDir, now }: { page: number; keyDir: string; now: Date },
  reader: Reader,
) {
  const { t, f } = reader;
  const today = isoDayOf(now);
  const threads = (await SuggestionModel.find(within(own), listed).lean())
    .map((thread) => ({ thread, order: urgencyOf(thread, today) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ thread }) => thread);
  const pages = Math.max(1, Math.ceil(threads.length / perPage));
  const shown = threads.slice((page - 1) * perPage, page * perPage);
  const keys = threadKeys(await suggestionKeys(keyDir));
  const rows = shown.map((thread) => ({
    href: reviewPath(thread.review),
    title: thread.title || openFirstWords(thread, keys) || t('suggestionReview:noText'),
    state: t(`suggestions:state.${thread.state}`),
    deadline: deadlineOf(thread, today, reader),
    isLate: isOverdue(thread, today),
    office: officeNameIn(tree, thread.office, reader),
    topic: t(`suggestions:topic.${thread.topic}`),
    week: weekName(thread.week, reader),
  }));
  const late = threads.filter((thread) => isOverdue(thread, today)).length;
  const waiting = threads.filter(({ state }) => waitingStates.includes(state)).length;
  return {
    rows,
    readsAny: own.size > 0,
    page,
    pages,
    words: {
      page: t('suggestionReview:page', { page: f.number(page), pages: f.number(pages) }),
      newer: t('suggestionReview:before'),
      older: t('suggestionReview:after'),
    },
    address: (number: number) => `${reviewListPath}?page=${number}`,
    finding:
      late > 0
        ? t('suggestionReview:late', { count: late })
        : t('suggestionReview:waiting', { count: waiting }),
    offices: await countsOf({ tree, below }, today, reader),
  };
}

/** Offices with something that waits or is late; how many, and nothing of what they say. */
async function countsOf({ tree, below }: Pick<Reading, 'tree' | 'below'>, today: string, reader: Reader) {
  const { f } = reader;
  const fields = { office: 1, state: 1, answerBy: 1, doneBy: 1 } as const;
  const counts = new Map<string, { waiting: number; late: number; all: number }>();
  for (const thread of await SuggestionModel.find(within(below), fields).lean()) {
    const count = counts.get(thread.office) ?? { waiting: 0, late: 0, all: 0 };
    count.all += 1;
    if (waitingStates.includes(thread.state)) count.waiting += 1;
    if (isOverdue(thread, today)) count.late += 1;
    counts.set(thread.office, count);
  }
  return [...counts]
    .sort(([, a], [, b]) => b.late - a.late || b.waiting - a.waiting)
    .map(([code, { waiting, late, all }]) => ({
      office: officeNameIn(tree, code, reader),
      all: f.number(all),
      waiting: f.number(waiting),
      late: f.number(late),
      isLate: late > 0,
    }));
}
