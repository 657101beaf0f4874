/**
 * Breakdowns by one background question at a time: options as dots with intervals, all dimensions as a table, hidden options with
 * the reason. Groups are spoken of by the verdicts of any difference (`groupVerdicts`).
 */

import { axisLabels } from '../charts/axisLabels.ts';
import { dotInterval } from '../charts/dotInterval.ts';
import { axisFor, type HorizontalScale } from '../charts/horizontalScale.ts';
import { markIcon } from '../charts/markIcon.ts';
import type { Reader } from '../i18n/reader.ts';
import { marginOf } from '../instruments/bands.ts';
import type { Demographic, Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import type { Breakdown, BreakdownOption, BreakdownScore } from '../reports/making/breakdowns/breakdowns.ts';
import { type GroupVerdict, groupVerdicts } from '../reports/published/groupVerdicts.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { suppressedCell } from './presentScore.ts';

/** null where the instrument has no background questions. `breakdowns` are those that were asked here. */
export function presentBreakdowns(breakdowns: readonly Breakdown[], instrument: Instrument, reader: Reader) {
  const { t, f } = reader;
  const { demographics } = instrument;
  if (demographics.length === 0) return null;
  const asked = breakdowns.flatMap((breakdown) => {
    const question = demographics.find(({ id }) => id === breakdown.question);
    return question ? [{ question, breakdown, told: groupVerdicts(breakdown, marginOf(instrument)) }] : [];
  });
  const titles = asked
    .filter(({ told }) => told.some(({ verdict }) => verdict === 'different'))
    .map(({ question }) => titleOf(question, reader));
  const unasked = demographics.filter(({ id }) => !breakdowns.some(({ question }) => question === id));
  return {
    title: finding(
      asked.flatMap(({ told }) => told),
      titles,
      reader,
    ),
    questions: asked.map((one) => presentQuestion(one, instrument, reader)),
    unasked:
      unasked.length === 0
        ? ''
        : t(asked.length > 0 ? 'reports:breakdowns.unasked' : 'reports:breakdowns.nothing', {
            questions: f.list(unasked.map((question) => titleOf(question, reader))),
          }),
  };
}

const titleOf = (question: Demographic, { lang }: Reader) => localise(question.title, lang).text;

function finding(told: readonly GroupVerdict[], different: string[], { t, f }: Reader): string {
  if (different.length > 0) return t('reports:breakdowns.findingSome', { questions: f.list(different) });
  const [same, unclear] = [told.some(isSame), told.some(isUnclear)];
  if (same && unclear) return t('reports:breakdowns.findingMixed');
  if (same) return t('reports:breakdowns.findingSame');
  return t(unclear ? 'reports:breakdowns.findingUnclear' : 'reports:breakdowns.title');
}

const isSame = ({ verdict }: GroupVerdict) => verdict === 'same';
const isUnclear = ({ verdict }: GroupVerdict) => verdict === 'unclear';

interface Asked {
  question: Demographic;
  breakdown: Breakdown;
  told: readonly GroupVerdict[];
}

function presentQuestion({ question, breakdown, told }: Asked, instrument: Instrument, reader: Reader) {
  const { t, f, lang } = reader;
  const shown = breakdown.options.flatMap((option) => ('scores' in option ? [option.scores] : []));
  const scale = axisFor(
    shown.flatMap(([index]) => [index?.mean, ...(index?.ci95 ?? [])]),
    reader.dir,
  );
  const edges = instrument.bands.slice(1).map(({ from }) => from);
  const labelOf = ({ id }: BreakdownOption) => {
    const option = question.options.find((one) => one.id === id);
    return option ? localise(option.title, lang).text : id;
  };
  return {
    title: titleOf(question, reader),
    verdict: verdictSentence(told, instrument, reader),
    axis: axisLabels(
      scale,
      edges.map((value) => ({ value, text: f.number(value, { digits: 0 }) })),
    ),
    isShown: shown.length > 0,
    rows: breakdown.options.map((option) => ({
      label: labelOf(option),
      ...optionRow(option, scale, { edges, ideal: instrument.ideal }, reader),
    })),
    heads: breakdown.options.flatMap((option) => ('scores' in option ? [labelOf(option)] : [])),
    dimensions: ['', ...instrument.dimensions.map(({ id }) => id)].map((id, at) => ({
      title: id === '' ? t('reports:index') : dimensionTitle(id, instrument, reader),
      cells: shown.map((scores) => numberCell(scores[at], reader)),
      told: toldDifference(told[at], reader),
    })),
  };
}

/** Whether the groups differ in a measure; a difference between several groups has no direction, hence no mark. */
function toldDifference(told: GroupVerdict | undefined, { t, f }: Reader) {
  const verdict = told?.verdict ?? 'notTested';
  if (verdict === 'different')
    return { kind: 'higher', mark: '', word: t('reports:breakdowns.different'), note: '' };
  const points = verdict === 'unclear' ? told?.detectable : null;
  return {
    kind: verdict,
    mark: markIcon(verdict),
    word: t(`reports:legend.${verdict}`),
    note: points == null ? '' : t('reports:breakdowns.unseen', { points: f.number(points, { digits: 1 }) }),
  };
}

function optionRow(
  option: BreakdownOption,
  scale: HorizontalScale,
  frame: { edges: readonly number[]; ideal: number | null },
  reader: Reader,
) {
  const { f } = reader;
  if (!('scores' in option)) return { hidden: isShown(option) ? undefined : suppressedWord(option, reader) };
  const [index] = option.scores;
  if (!index || index.mean === null)
    return { hidden: { mark: '', word: reader.t('reports:quality.notEnough') } };
  return {
    mean: f.number(index.mean, { digits: 1 }),
    n: f.number(index.n),
    interval: index.ci95 ? f.range(index.ci95[0], index.ci95[1], { digits: 1 }) : '–',
    chart: dotInterval({ mean: index.mean, interval: index.ci95 }, scale, { ...frame, size: 'slim' }),
  };
}

/** The usual words for `complementary` speak of another office; here another group within the same office is protected. */
function suppressedWord(option: { suppressed: 'tooFew' | 'complementary' | 'notYet' }, reader: Reader) {
  const cell = suppressedCell(option, reader);
  return option.suppressed === 'complementary'
    ? { ...cell, word: reader.t('reports:breakdowns.complementary') }
    : cell;
}

function numberCell(score: BreakdownScore | undefined, { f }: Reader): string {
  return score?.mean == null ? '–' : f.number(score.mean, { digits: 1 });
}

/** Each verdict in a sentence of its own, with the scores that it holds for; of all scores at once where there is only one. */
function verdictSentence(told: readonly GroupVerdict[], instrument: Instrument, reader: Reader): string {
  const { t, f } = reader;
  const name = (at: number) =>
    at === 0
      ? t('reports:index')
      : dimensionTitle(instrument.dimensions[at - 1]?.id ?? '', instrument, reader);
  const sentences = (['different', 'same', 'unclear'] as const).flatMap((wanted) => {
    const at = told.flatMap(({ verdict }, measure) => (verdict === wanted ? [measure] : []));
    if (at.length === 0) return [];
    const unseen = Math.max(...at.map((measure) => told[measure]?.detectable ?? 0));
    const values = {
      measures: at.length === told.length ? t('reports:breakdowns.every') : f.list(at.map(name)),
      margin: f.number(marginOf(instrument)),
    };
    const sentence = t(`reports:breakdowns.told.${wanted}`, values);
    if (wanted !== 'unclear' || unseen === 0) return [sentence];
    return [sentence, t('reports:breakdowns.unseenSentence', { points: f.number(unseen, { digits: 1 }) })];
  });
  return sentences.join(' ') || t('reports:breakdowns.notTested');
}
