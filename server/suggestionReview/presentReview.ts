/** One suggestion as its reviewers see it: texts, how far it is, until when, and what they know of the sender, which is next to nothing. */
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import { officeName } from '../offices/officeName.ts';
import { mayBeAddressed } from '../suggestions/addressees.ts';
import {
  deadlineOf,
  officeNameIn,
  presentEntry,
  stepsOf,
  weekName,
} from '../suggestions/presentOwnThread.ts';
import type { Message } from '../suggestions/sealing/sealText.ts';
import { isOverdue, type Suggestion } from '../suggestions/suggestion.ts';
import { decisions } from './forms.ts';
import { openThread } from './openThread.ts';
import type { OpenedReview, Tree } from './reviewAccess.ts';

export async function presentReview(
  { thread, tree }: OpenedReview,
  keyDir: string,
  now: Date,
  reader: Reader,
) {
  const { t } = reader;
  const today = isoDayOf(now);
  const texts = await openThread(thread, keyDir);
  const isLost = thread.entries.some(({ sealed }, at) => sealed !== '' && texts[at] === null);
  const first = texts[0]?.text ?? '';
  return {
    id: thread.review,
    title: thread.title || headingOf(first) || t('suggestionReview:noText'),
    state: t(`suggestions:state.${thread.state}`),
    steps: stepsOf(thread.state, reader),
    mayStart: thread.state === 'received' || thread.state === 'passed',
    mayComplete: thread.state === 'planned' || thread.state === 'answered',
    isOver: thread.state === 'done',
    isLost,
    isWithdrawn: thread.isWithdrawn,
    isPublic: thread.isPublic,
    mayPublish: thread.mayPublish && !thread.isWithdrawn,
    words: { title: thread.title, outcome: thread.outcome },
    deadline: deadlineOf(thread, today, reader),
    isLate: isOverdue(thread, today),
    facts: [
      { label: t('suggestions:field.topic'), value: t(`suggestions:topic.${thread.topic}`) },
      { label: t('suggestionReview:office'), name: officeNameIn(tree, thread.office, reader) },
      { label: t('suggestionReview:received'), value: weekName(thread.week, reader) },
    ],
    entries: thread.entries.map((entry, at) =>
      shownEntry(presentEntry(entry, tree, reader), texts[at] ?? null),
    ),
    decisions: decisions.map((value) => ({ value, label: t(`suggestionReview:decision.${value}`) })),
    offices: addressees(thread, tree, today, reader),
  };
}

const headingOf = (text: string) => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80).replace(/\s\S*$/, '')}…` : line;
};

/** A hidden text is not shown to reviewers, whoever hid it. */
function shownEntry(entry: ReturnType<typeof presentEntry>, message: Message | null) {
  const isShown = message !== null && !entry.isHidden;
  const post = isShown && message.post !== message.text ? (message.post ?? '') : '';
  return { ...entry, isGone: entry.isSender && entry.sealed === '', text: isShown ? message.text : '', post };
}

function addressees(thread: Suggestion, tree: Tree, today: string, { lang }: Reader) {
  return tree
    .inOrder()
    .filter(({ office }) => office.code !== thread.office && mayBeAddressed(tree, office.code, today))
    .map(({ office, depth }) => ({
      value: office.code,
      label: `${'\u00a0\u00a0'.repeat(depth)}${officeName(office, lang)}`,
    }));
}
