/**
 * What reports and breakdowns show of a wave, as rows over unit × background profile: open data is held against them before it is given
 * away. Measures of which the same groups are shown share their rows.
 */
import { breakdownTable, everybody } from '../disclosure/breakdowns/breakdownTable.ts';
import { rowsOfColumn, type ShownRow } from '../disclosure/breakdowns/shownRows.ts';
import type { ReportRows } from '../disclosure/separateClasses.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { ShownBreakdowns } from '../reports/published/findPublished.ts';
import type { ReaderKnowledge } from './readerKnowledge.ts';

export interface ProfileOfUnit {
  unit: number;
  /** Code of the answer to each question, 0 where there is none. */
  codes: readonly number[];
  n: number;
}

export interface Shown {
  knowledge: ReaderKnowledge;
  breakdowns: ShownBreakdowns;
}

export function reportRows(
  { knowledge, breakdowns }: Shown,
  questionnaire: Questionnaire,
  profiles: readonly ProfileOfUnit[],
): ReportRows[] {
  const table = tableOf(knowledge, questionnaire, profiles);
  const { forest } = table;
  const rowsOfOptions = new Map(
    [...breakdowns].map(([instrument, shown]) => [instrument, optionRows(table, shown)]),
  );
  const levels = new Map<string, ReportRows>();
  const add = (instrument: string | null, groups: ReadonlySet<string>) => {
    const nodes = new Set([...groups].map((id) => forest.nodeOf.get(id)));
    const wholes = forest.nodes.map((_, node) => nodes.has(node));
    const name = `${instrument} ${wholes.map(Number).join('')}`;
    if (levels.has(name)) return;
    const options = (instrument !== null && rowsOfOptions.get(instrument)) || [];
    levels.set(name, {
      rows: [...rowsOfColumn(table, everybody, wholes), ...options],
      threshold: knowledge.minimum,
    });
  };
  for (const measure of knowledge.measures) {
    if (measure.id === 'responses') continue;
    const { instrument, exact, given } = measure;
    add(instrument, exact);
    if (given.size > exact.size) add(instrument, given);
  }
  return [...levels.values()];
}

const disclosedOptions = ({ options }: Questionnaire['demographics'][number]) =>
  options.filter(({ undisclosed }) => !undisclosed).map(({ id }) => id);

function tableOf(
  { groups, minimum, minimumDetail }: ReaderKnowledge,
  { demographics }: Questionnaire,
  profiles: readonly ProfileOfUnit[],
) {
  const places = demographics.map(({ options }) => {
    let next = 0;
    return [-1, ...options.map(({ undisclosed }) => (undisclosed ? -1 : next++))];
  });
  const n = profiles.map((each) => each.n);
  const units = 1 + Math.max(0, ...[...groups.values()].flat(), ...new Set(profiles.map(({ unit }) => unit)));
  return breakdownTable({
    knownQuestions: Array.from({ length: units }, () => demographics.length),
    groups: [...groups].map(([id, atoms]) => ({ id, atoms })),
    questions: demographics.map((question) => ({ id: question.id, options: disclosedOptions(question) })),
    profiles: profiles.map(({ unit, codes }) => ({
      unit,
      options: codes.map((code, question) => places[question]![code]!),
    })),
    measures: [
      { id: 'people', n, sum: n, favourable: n, unfavourable: n, exact: () => true, given: () => true },
    ],
    minimum,
    minimumDetail,
  });
}

function optionRows(
  table: ReturnType<typeof breakdownTable>,
  shown: ReadonlyMap<string, ReadonlySet<string>>,
): ShownRow[] {
  const { columns, forest, input } = table;
  return columns.flatMap((place, column) => {
    if (place === null) return [];
    const { id, options } = input.questions[place.question]!;
    const groups = shown.get(`${id} ${options[place.option]}`) ?? new Set<string>();
    const nodes = new Set([...groups].map((group) => forest.nodeOf.get(group)));
    return rowsOfColumn(
      table,
      column,
      forest.nodes.map((_, node) => nodes.has(node)),
    );
  });
}
