/** The pages of a coding: what is left to note, that the other has not finished, and once both have, how far they agree and where they differ. */
import type { Reader } from '../../i18n/reader.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import type { Kappa } from '../../statistics/cohensKappa.ts';
import type { Wave } from '../../waves/wave.ts';
import { themesOf } from '../themes/currentThemes.ts';
import type { Dictionary } from '../themes/shippedDictionary.ts';
import { themeMatcher } from '../themes/themeMatcher.ts';
import { wordsOf } from '../words/wordsOf.ts';
import { differing, kappaOf, type Marks, marksOf, settledMarks, verdictOf } from './agreement.ts';
import type { CodedComment } from './codedComments.ts';
import { type Coding, type CodingMark, isOpened, settledBy } from './coding.ts';
import { markField, noDimension } from './codingForms.ts';

const nothing: ReadonlySet<string> = new Set();
/** Comments on one page. */
const pageSize = 10;

interface Shown {
  coding: Coding;
  wave: Wave;
  comments: readonly CodedComment[];
  marks: readonly CodingMark[];
  /** Who reads the page: a coder, or an administrator who is none. */
  actor: string;
  /** The words by which the wave's comments were counted. */
  dictionary: Dictionary;
}

export function presentCoding(shown: Shown, reader: Reader) {
  const { coding, wave, actor } = shown;
  const { t } = reader;
  const instrument = wave.instruments.find(({ id }) => id === coding.instrument) as Instrument | undefined;
  const dimensions = (instrument?.dimensions ?? []).map(({ id, title }) => ({
    id,
    title: localise(title, reader.lang).text,
  }));
  const question = wave.instruments
    .flatMap(({ openQuestions }) => openQuestions)
    .find(({ id }) => id === coding.question);
  const isCoder = coding.coders.includes(actor);
  const isOwnDone = coding.finished.includes(actor);
  return {
    question: question ? localise(question.title, reader.lang).text : coding.question,
    dimensions,
    isCoder,
    work: isCoder && !isOwnDone ? presentWork(shown, dimensions, reader) : null,
    waiting: !isOpened(coding) && (isOwnDone || !isCoder) ? t('comments:coding.waiting') : '',
    agreement: isOpened(coding) ? presentAgreement(shown, dimensions, instrument, reader) : null,
  };
}

interface Titled {
  id: string;
  title: string;
}

/** The next comments that the coder has not noted; nothing of the other's. */
function presentWork({ comments, marks, actor }: Shown, dimensions: readonly Titled[], { t, f }: Reader) {
  const own = marksOf(marks, actor);
  const left = comments.filter(({ _id }) => !own.has(_id));
  return {
    progress: t('comments:coding.progress', {
      done: f.number(comments.length - left.length),
      all: f.number(comments.length),
    }),
    share: comments.length > 0 ? 1 - left.length / comments.length : 1,
    isDone: left.length === 0,
    comments: left.slice(0, pageSize).map((one) => choicesOf(one, dimensions, new Set(), t)),
  };
}

function choicesOf(
  { _id, text }: CodedComment,
  dimensions: readonly Titled[],
  chosen: ReadonlySet<string>,
  t: Reader['t'],
) {
  const none = { id: noDimension, title: t('comments:coding.none') };
  return {
    id: _id,
    text,
    field: markField(_id),
    choices: [...dimensions, none].map(({ id, title }) => ({
      value: id,
      label: title,
      checked: chosen.has(id),
    })),
  };
}

function presentAgreement(
  { coding, comments, marks, dictionary }: Shown,
  dimensions: readonly Titled[],
  instrument: Instrument | undefined,
  reader: Reader,
) {
  const { t, f } = reader;
  const ids = comments.map(({ _id }) => _id);
  const [first, second] = [marksOf(marks, coding.coders[0]), marksOf(marks, coding.coders[1])];
  const settled = marksOf(marks, settledBy);
  const open = differing(ids, first, second).filter((id) => !settled.has(id));
  const final = settledMarks(ids, marks, coding.coders);
  const listed = instrument
    ? listedMarks(comments, instrument, dictionary)
    : new Map<string, ReadonlySet<string>>();
  const rows = dimensions.map(({ id, title }) => {
    const kappa = kappaOf(id, ids, first, second);
    return {
      title,
      ...kappaCells(kappa, reader),
      verdict: t(`comments:coding.verdict.${verdictOf(kappa)}`),
      list: kappaCells(kappaOf(id, [...final.keys()], listed, final), reader),
    };
  });
  const good = rows.filter(
    (_, i) => verdictOf(kappaOf(dimensions[i]?.id ?? '', ids, first, second)) === 'good',
  );
  return {
    sentence: t(good.length > 0 ? 'comments:coding.good' : 'comments:coding.noneGood', {
      comments: f.number(ids.length),
      good: f.number(good.length),
      all: f.number(rows.length),
    }),
    rows,
    left: t('comments:coding.left', { count: open.length }),
    isSettled: open.length === 0,
    open: comments
      .filter(({ _id }) => open.includes(_id))
      .slice(0, pageSize)
      .map((one) => {
        const [a, b] = [first.get(one._id) ?? nothing, second.get(one._id) ?? nothing];
        const shared = new Set([...a].filter((id) => b.has(id)));
        return {
          ...choicesOf(one, dimensions, shared, t),
          noted: [a, b].map((set, i) =>
            t(`comments:coding.noted.${i === 0 ? 'first' : 'second'}`, {
              dimensions: namesOf(set, dimensions, reader),
            }),
          ),
        };
      }),
  };
}

function kappaCells(kappa: Kappa | null, { t, f }: Reader) {
  if (!kappa) return { kappa: t('comments:coding.noKappa'), interval: '' };
  return {
    kappa: f.number(kappa.kappa, { digits: 2 }),
    interval: kappa.ci95
      ? f.range(kappa.ci95[0], kappa.ci95[1], { digits: 2 })
      : t('comments:coding.noInterval'),
  };
}

function namesOf(ids: ReadonlySet<string>, dimensions: readonly Titled[], { t, f }: Reader): string {
  const names = dimensions.filter(({ id }) => ids.has(id)).map(({ title }) => title);
  return names.length > 0 ? f.list(names) : t('comments:coding.none');
}

/** What the word list makes of the same comments. */
function listedMarks(
  comments: readonly CodedComment[],
  instrument: Instrument,
  dictionary: Dictionary,
): Marks {
  const match = themeMatcher(themesOf(instrument, dictionary));
  return new Map(
    comments.map(({ _id, text }) => {
      const named = [...match(wordsOf(text))].map((id) => id.split(' ')[1] ?? '');
      return [_id, new Set(named)] as const;
    }),
  );
}
