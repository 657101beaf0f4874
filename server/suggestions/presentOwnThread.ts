/** A thread as its sender sees it, without its texts: these only the code opens, in the browser or, without script, on the server. */
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import type { StoredOffice } from '../offices/loadOffices.ts';
import { officeName } from '../offices/officeName.ts';
import type { OfficeTree } from '../offices/officeTree.ts';
import type { FoundThread } from './findThread.ts';
import { maxMessages } from './sealing/codeKeys.ts';
import { type Entry, isOverdue, type Suggestion, waitingStates } from './suggestion.ts';
import { endOfWeek } from './week.ts';

export const weekName = (week: string, { t, f }: Reader) =>
  t('suggestions:week', { day: f.dateLong(instantOfDay(endOfWeek(week))) });

export function officeNameIn(tree: OfficeTree<StoredOffice>, code: string, { lang }: Reader): string {
  const office = tree.get(code);
  return office ? officeName(office, lang) : code;
}

/** The four steps of every thread, for the line of marks at its head. */
export function stepsOf(state: Suggestion['state'], { t }: Reader) {
  const reached = {
    received: 0,
    passed: 0,
    review: 1,
    question: 1,
    answered: 2,
    notDone: 2,
    planned: 2,
    done: 3,
  }[state];
  const isEnd = state === 'done' || state === 'notDone' || state === 'answered';
  return ['received', 'review', 'answer', 'done'].map((step, at) => ({
    name: t(`suggestions:step.${step}`),
    kind: at < reached || (at === reached && isEnd) ? 'past' : at === reached ? 'present' : 'later',
  }));
}

export function deadlineOf(
  thread: Pick<Suggestion, 'state' | 'answerBy' | 'doneBy'>,
  today: string,
  { t, f }: Reader,
): string {
  const day = (iso: string) => f.dateLong(instantOfDay(iso));
  const isLate = isOverdue(thread, today);
  if (waitingStates.includes(thread.state))
    return t(isLate ? 'suggestions:deadline.answerLate' : 'suggestions:deadline.answer', {
      day: day(thread.answerBy),
    });
  if (thread.state === 'planned' && thread.doneBy)
    return t(isLate ? 'suggestions:deadline.doneLate' : 'suggestions:deadline.done', {
      day: day(thread.doneBy),
    });
  return '';
}

export function presentEntry(entry: Entry, tree: OfficeTree<StoredOffice>, reader: Reader) {
  const { t, f } = reader;
  const isSender = entry.from === 'sender';
  const office = entry.office ? officeNameIn(tree, entry.office, reader) : '';
  const who = isSender ? t('suggestions:thread.sender') : t('suggestions:thread.office', { office });
  return {
    isSender,
    who: entry.state === 'passed' ? t('suggestions:thread.passed', { office }) : who,
    when: isSender ? weekName(entry.at, reader) : f.dateLong(instantOfDay(entry.at)),
    state: entry.state ? t(`suggestions:state.${entry.state}`) : '',
    sealed: entry.sealed,
    isHidden: entry.isHidden,
  };
}

export function presentOwnThread(
  { thread, isWaiting }: FoundThread,
  tree: OfficeTree<StoredOffice>,
  today: string,
  reader: Reader,
) {
  const { t } = reader;
  if (!thread) return { state: t('suggestions:state.received'), isWaiting, own: null };
  const isOver = thread.state === 'done' || thread.messages >= maxMessages;
  const canWrite = !thread.isWithdrawn && !isOver && !isWaiting;
  return {
    state: t(`suggestions:state.${thread.state}`),
    isWaiting,
    own: {
      place: thread.messages,
      office: officeNameIn(tree, thread.office, reader),
      topic: t(`suggestions:topic.${thread.topic}`),
      week: weekName(thread.week, reader),
      deadline: deadlineOf(thread, today, reader),
      isLate: isOverdue(thread, today),
      isQuestion: thread.state === 'question',
      isWithdrawn: thread.isWithdrawn,
      isOver,
      canWrite,
      steps: stepsOf(thread.state, reader),
      entries: thread.entries.map((entry) => presentEntry(entry, tree, reader)),
    },
  };
}
