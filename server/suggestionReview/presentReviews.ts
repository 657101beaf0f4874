/** The list of reviewers: what waits first, by its deadline; and for whoever stands above, how many wait in which office. */
import mongoose from 'mongoose';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import { deadlineOf, officeNameIn, weekName } from '../suggestions/presentOwnThread.ts';
import {
  isOverdue,
  openStates,
  type Suggestion,
  SuggestionModel,
  suggestionStates,
  waitingStates,
} from '../suggestions/suggestion.ts';
import { suggestionKeys, threadKeys } from '../suggestions/suggestionKeys.ts';
import { openFirstWords } from './openThread.ts';
import { reviewListPath, reviewPath } from './paths.ts';
import type { Reading } from './reviewAccess.ts';

const perPage = 40;
/** So many that are over are counted beyond the page that is shown; counting all would take longer than showing them. */
const counted = 5 * perPage;

/** All but the texts. */
const listed = { entries: 0, codeWrap: 0 } as const;
/** What an open one is put in order by. */
const ordered = { review: 1, state: 1, answerBy: 1, doneBy: 1, _id: 0 } as const;
type Open = Pick<Suggestion, 'review' | 'state' | 'answerBy' | 'doneBy'>;

const oneOf = (values: Iterable<string>) => mongoose.trusted({ $in: [...values] }) as never;
const open = oneOf(openStates);
const over = oneOf(suggestionStates.filter((state) => !openStates.includes(state)));

/** By what has to be done, and then by when. */
function urgencyOf(thread: Open, today: string): string {
  const rank = isOverdue(thread, today) ? 0 : thread.state === 'planned' ? 2 : 1;
  return `${rank} ${thread.state === 'planned' ? thread.doneBy : thread.answerBy} ${thread.review}`;
}

/**
 * Of the open ones little is read, of those that are over nothing, but for the page that is shown: there may be thousands.
 * Those that are over stand as their index does, by office and by what came of them.
 */
async function listedOn(page: number, own: ReadonlySet<string>, today: string) {
  const office = oneOf(own);
  const from = (page - 1) * perPage;
  const closedOnes = { office, state: over };
  const inIndexOrder = { office: 1, state: 1, answerBy: 1 } as const;
  const [beyond, waiting] = await Promise.all([
    SuggestionModel.findOne(closedOnes, { _id: 1 })
      .sort(inIndexOrder)
      .skip(from + counted)
      .lean(),
    SuggestionModel.find({ office, state: open }, ordered).lean<Open[]>(),
  ]);
  const overCount = beyond ? from + counted : await SuggestionModel.countDocuments(closedOnes);
  const inOrder = waiting
    .map((thread) => ({ thread, order: urgencyOf(thread, today) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ thread }) => thread.review);
  const reviews = inOrder.slice(from, from + perPage);
  const rest = perPage - reviews.length;
  const [found, closed] = await Promise.all([
    reviews.length > 0 ? SuggestionModel.find({ review: oneOf(reviews) }, listed).lean() : [],
    rest > 0 && overCount > 0
      ? SuggestionModel.find(closedOnes, listed)
          .sort(inIndexOrder)
          .skip(Math.max(0, from - inOrder.length))
          .limit(rest)
          .lean()
      : [],
  ]);
  found.sort((a, b) => reviews.indexOf(a.review) - reviews.indexOf(b.review));
  return {
    shown: [...found, ...closed],
    waiting,
    pages: Math.max(1, Math.ceil((inOrder.length + overCount) / perPage)),
    isMore: beyond !== null,
  };
}

export async function presentReviews(
  { tree, own, below }: Reading,
  { page, keyDir, now }: { page: number; keyDir: string; now: Date },
  reader: Reader,
) {
  const { t, f } = reader;
  const today = isoDayOf(now);
  const { shown, waiting: openOnes, pages, isMore } = await listedOn(page, own, today);
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
  const late = openOnes.filter((thread) => isOverdue(thread, today)).length;
  const waiting = openOnes.filter(({ state }) => waitingStates.includes(state)).length;
  return {
    rows,
    readsAny: own.size > 0,
    page,
    pages,
    words: {
      page: t(`suggestionReview:${isMore ? 'pageOfMore' : 'page'}`, {
        page: f.number(page),
        pages: f.number(pages),
      }),
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

/** How many there are in other offices, wait and are late, and nothing of what they say. */
async function countsOf({ tree, below }: Pick<Reading, 'tree' | 'below'>, today: string, reader: Reader) {
  const { f } = reader;
  const fields = { office: 1, state: 1, answerBy: 1, doneBy: 1, _id: 0 } as const;
  const [all, openOnes] = await Promise.all([
    Promise.all(
      [...below].map(async (office) => ({ office, all: await SuggestionModel.countDocuments({ office }) })),
    ),
    SuggestionModel.find({ office: oneOf(below), state: open }, fields).lean(),
  ]);
  return all
    .filter(({ all }) => all > 0)
    .map(({ office, all }) => {
      const here = openOnes.filter((thread) => thread.office === office);
      const waiting = here.filter(({ state }) => waitingStates.includes(state)).length;
      return { office, all, waiting, late: here.filter((thread) => isOverdue(thread, today)).length };
    })
    .sort((a, b) => b.late - a.late || b.waiting - a.waiting)
    .map(({ office, all, waiting, late }) => ({
      office: officeNameIn(tree, office, reader),
      all: f.number(all),
      waiting: f.number(waiting),
      late: f.number(late),
      isLate: late > 0,
    }));
}
