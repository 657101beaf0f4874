/**
 * The attacker's linear programme: the smallest and the largest mean of each small group, given everything that is shown of index and
 * dimensions at once, and that answers lie on the scale.
 */
import { type LinearSystem, linearBounds } from '../../disclosure/linearBounds.ts';
import { sayingOf } from './boundedOffices.ts';
import type { AuditedMeasure } from './measures.ts';
import type { ShownRow, ShownRows } from './shownRows.ts';
import { chose, type KnownPeople } from './smallestGroups.ts';

export interface NarrowGroup {
  name: string;
  measure: string;
  people: number;
  low: number;
  high: number;
  /** The narrowest range that a single shown mean leaves to so few of its people. */
  alone: number;
}

interface Target {
  name: string;
  groups: number[];
  people: number;
}

/** Small groups that a report could speak of: an office's own people, or those of them who chose an option; and one profile. */
function targetsOf(known: KnownPeople, people: readonly number[], minimum: number): Target[] {
  const units = [...new Set(known.groups.map(({ unit }) => unit))];
  const all = units.flatMap((unit) => {
    const within = new Set([unit]);
    return [
      { name: unit, groups: known.of(within) },
      ...known.questions.flatMap(({ id, options }, question) =>
        options.map((option) => ({
          name: `${id}=${option} in ${unit}`,
          groups: known.of(within, chose(question, option)),
        })),
      ),
      ...known.of(within).map((group) => ({
        name: `${known.groups[group]!.background.join('/')} in ${unit}`,
        groups: [group],
      })),
    ];
  });
  const distinct = new Map(all.map((target) => [target.groups.join(' '), target]));
  return [...distinct.values()].flatMap((target) => {
    const count = target.groups.reduce((sum, group) => sum + people[group]!, 0);
    return count > 0 && count < minimum ? [{ ...target, people: count }] : [];
  });
}

/** Groups that neither a row nor a target tells apart share an unknown. */
function unknownsOf(lists: readonly (readonly number[])[], people: readonly number[]) {
  const inLists = people.map(() => [] as number[]);
  for (const [at, list] of lists.entries()) for (const group of list) inLists[group]!.push(at);
  const byPattern = new Map<string, number>();
  const sizes: number[] = [];
  const of = inLists.map((list, group) => {
    const pattern = list.join(' ');
    const unknown = byPattern.get(pattern) ?? byPattern.size;
    byPattern.set(pattern, unknown);
    sizes[unknown] = (sizes[unknown] ?? 0) + people[group]!;
    return unknown;
  });
  const covering = (groups: readonly number[]) => [...new Set(groups.map((group) => of[group]!))];
  return { sizes, covering };
}

const rangeAlone = (h: number, { n, mean }: ShownRow) =>
  Math.max(0, Math.min(100, (n * mean) / h) + Math.min(100, (n * (100 - mean)) / h) - 100);

/** Of everybody who has answered everything; `most` targets at most, so that a province takes a second. */
export async function linearRanges(
  { rows, bounds }: ShownRows,
  known: KnownPeople,
  measures: readonly AuditedMeasure[],
  { minimum, most }: { minimum: number; most: number },
): Promise<NarrowGroup[]> {
  const people = known.groups.map((group) => group.people.length);
  const dimensions = measures.filter(({ kind }) => kind === 'dimension').map(({ id }) => id);
  const used = rows.filter(
    ({ measure, n }) => !Number.isNaN(n) && (measure === 'index' || dimensions.includes(measure)),
  );
  const targets = targetsOf(known, people, minimum).slice(0, most);
  const lists = [...used, ...bounds].map(({ groups }) => groups);
  const { sizes, covering } = unknownsOf([...lists, ...targets.map(({ groups }) => groups)], people);
  const termsOf = (measure: string, groups: readonly number[]): [number, number][] =>
    (measure === 'index' ? dimensions : [measure]).flatMap((id) =>
      covering(groups).map((unknown): [number, number] => [
        dimensions.indexOf(id) * sizes.length + unknown,
        measure === 'index' ? 1 / dimensions.length : 1,
      ]),
    );
  const limits = dimensions.flatMap(() => sizes.map((size): [number, number] => [0, 100 * size]));
  const knownRows = used.map(({ measure, groups, n, mean, isRounded }) => {
    const slack = isRounded ? n / 2 : 1e-6 * n;
    return { terms: termsOf(measure, groups), low: n * mean - slack, high: n * mean + slack };
  });
  const knownBounds = bounds.flatMap(({ measure, groups, n, bound }) => {
    const saying = sayingOf({ n, bound });
    if (!saying || !(measure === 'index' || dimensions.includes(measure))) return [];
    const low = saying.least * saying.from;
    return [
      {
        terms: termsOf(measure, groups),
        low: saying.isMirrored ? 0 : low,
        high: saying.isMirrored ? 100 * n - low : 100 * n,
      },
    ];
  });
  const asked = targets.flatMap((target) => ['index', ...dimensions].map((measure) => ({ target, measure })));
  const system: LinearSystem = { limits, known: [...knownRows, ...knownBounds] };
  for (const { target, measure } of asked) {
    system.known = [
      ...system.known,
      { terms: [...termsOf(measure, target.groups), [limits.length, -1]], low: 0, high: 0 },
    ];
    limits.push([0, 100 * target.people]);
  }
  const start = limits.length - asked.length;
  const found = await linearBounds(
    system,
    asked.map((_, at) => [start + at]),
  );
  return asked.map(({ target, measure }, at): NarrowGroup => {
    const [low, high] = found[at]!;
    const around = used.filter(
      (row) => row.measure === measure && target.groups.every((group) => row.groups.includes(group)),
    );
    return {
      name: target.name,
      measure,
      people: target.people,
      low: low / target.people,
      high: high / target.people,
      alone: Math.min(100, ...around.map((row) => rangeAlone(target.people, row))),
    };
  });
}
