/**
 * Keeps classes of open data apart from reports: a report's row less the classes inside it, or any other combination of shown rows and
 * classes, must not speak of few people. Two classes of one group of offices are merged, where that masks the fewest values, until none does.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Combination, classesOf, findCombinations } from './breakdowns/combinations.ts';
import { type Steps, TooManySteps } from './breakdowns/elimination.ts';
import { differences } from './breakdowns/pairs.ts';
import { componentsOf, type ShownRow } from './breakdowns/shownRows.ts';
import { inTurns } from './interruptible.ts';
import type { ProfileKeys } from './profileKeys.ts';

/** Rows of the file that look alike. */
export interface OpenClass {
  /** Position of the group of offices. */
  group: number;
  key: number;
  /** Positions of profiles (unit × background). */
  profiles: readonly number[];
}

/** What reports show of some measure, and how many people a combination must speak of. */
export interface ReportRows {
  rows: readonly ShownRow[];
  threshold: number;
}

export interface SeparateInput {
  classes: readonly OpenClass[];
  /** By profile. */
  persons: readonly number[];
  levels: readonly ReportRows[];
  keys: ProfileKeys;
  /** Steps of elimination that may be spent; where they do not suffice the groups of offices concerned show no background at all. */
  maxSteps?: number;
}

interface Fault {
  /** Ids of the classes that it follows from. */
  classes: number[];
  /** The few whom it speaks of. */
  profiles: readonly number[];
}

/** Column of a row that is a class; its node is the id of the class. */
const classColumn = -1;
const usualSteps = 1e10;
/** More numbers than this are not eliminated at once. */
const maxCells = 5e7;

/** @returns classes of the same people, none of which betrays anybody together with the reports; pages get their turn meanwhile */
export async function separateClasses(input: SeparateInput): Promise<OpenClass[]> {
  const work = new Separation(input);
  for (let faults = await work.faults(); faults.length > 0; faults = await work.faults()) {
    const before = work.open.size;
    for (const fault of faults) work.mend(fault);
    // What follows from a group's only class follows from its offices, which were joined with that in mind.
    if (work.open.size === before) break;
  }
  return [...work.open.values()];
}

class Separation {
  readonly open: Map<number, OpenClass>;
  private nextId: number;
  private readonly safe = new Set<string>();
  private readonly steps: Steps;

  constructor(private readonly input: SeparateInput) {
    this.open = new Map(input.classes.map((each, id) => [id, each]));
    this.nextId = this.open.size;
    this.steps = { left: input.maxSteps ?? usualSteps };
  }

  async faults(): Promise<Fault[]> {
    const { levels, persons } = this.input;
    const classRows = [...this.open].map(
      ([node, { profiles }]): ShownRow => ({
        column: classColumn,
        node,
        inside: [],
        profiles: [...profiles],
      }),
    );
    const faults: Fault[] = [];
    for (const [level, { rows, threshold }] of levels.entries())
      for (const component of componentsOf([...rows, ...classRows], persons.length)) {
        const isJoined = component.some(({ column }) => column === classColumn);
        if (!isJoined || component.every(({ column }) => column === classColumn)) continue;
        const name = `${level} ${component.map(({ column, node }) => `${column}:${node}`).join(' ')}`;
        if (this.safe.has(name)) continue;
        await nextTurn();
        const found = await this.look(component, threshold);
        if (found.length === 0) this.safe.add(name);
        faults.push(...found);
      }
    return faults;
  }

  private async look(component: readonly ShownRow[], threshold: number): Promise<Fault[]> {
    const { persons } = this.input;
    const classes = classesOf(component, persons);
    const isClass = (row: number) => component[row]!.column === classColumn;
    const matters = ({ profiles, rows }: Combination) =>
      heads(profiles, persons) < threshold && rows.some(isClass);
    const faultOf = ({ profiles, rows }: Combination): Fault => ({
      profiles,
      classes: rows.filter(isClass).map((row) => component[row]!.node),
    });
    const near = [...leftovers(component), ...differences(classes, (count) => count < threshold)].filter(
      matters,
    );
    if (near.length > 0) return near.map(faultOf);
    try {
      if (component.length * (component.length + classes.members.length) > maxCells) throw new TooManySteps();
      return (await inTurns(findCombinations(classes, this.steps, threshold, matters))).map(faultOf);
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      this.maskGroups(component);
      return [];
    }
  }

  private maskGroups(component: readonly ShownRow[]): void {
    const groups = new Set(
      component.flatMap(({ column, node }) => (column === classColumn ? [this.open.get(node)!.group] : [])),
    );
    for (const group of groups) {
      const ids = [...this.open].flatMap(([id, each]) => (each.group === group ? [id] : []));
      if (ids.length > 1 || this.open.get(ids[0]!)!.key !== 0) this.join(ids, 0);
    }
  }

  /** Merges one of the classes with another of its group, best with one that the few are in. */
  mend({ classes, profiles }: Fault): void {
    if (classes.some((id) => !this.open.has(id))) return;
    const few = new Set(profiles);
    const inGroup = (id: number) =>
      [...this.open].filter(([other, { group }]) => other !== id && group === this.open.get(id)!.group);
    const pairs = classes.flatMap((id) => inGroup(id).map(([other]) => [id, other] as const));
    const touching = pairs.filter(([, other]) => this.open.get(other)!.profiles.some((at) => few.has(at)));
    let best: { pair: readonly [number, number]; cost: number; key: number } | null = null;
    for (const pair of touching.length > 0 ? touching : pairs) {
      const merged = this.merged(pair);
      if (best === null || merged.cost < best.cost) best = { pair, ...merged };
    }
    if (best) this.join(best.pair, best.key);
  }

  /** The key of two classes together, and how many values are masked for it. */
  private merged(pair: readonly [number, number]) {
    const { keys, persons } = this.input;
    const both = pair.map((id) => this.open.get(id)!);
    const codes = both.map(({ key }) => keys.codesOf(key));
    const isSame = codes[0]!.map((code, question) => code === codes[1]![question]);
    const lost = codes.map((each) => each.filter((code, question) => code !== 0 && !isSame[question]).length);
    const cost = both.reduce((sum, { profiles }, at) => sum + lost[at]! * heads(profiles, persons), 0);
    const key = isSame.reduce((sum, same, question) => {
      return sum + (same ? codes[0]![question]! * keys.weights[question]! : 0);
    }, 0);
    return { cost, key };
  }

  /** Whatever else in the group looks the same then is in the class as well. */
  private join(ids: readonly number[], key: number): void {
    const { group } = this.open.get(ids[0]!)!;
    const alike = [...this.open].flatMap(([id, each]) =>
      each.group === group && (ids.includes(id) || each.key === key) ? [id] : [],
    );
    const profiles = alike.flatMap((id) => this.open.get(id)!.profiles);
    for (const id of alike) this.open.delete(id);
    this.open.set(this.nextId, { group, key, profiles });
    this.nextId += 1;
  }
}

function heads(profiles: readonly number[], persons: readonly number[]): number {
  let sum = 0;
  for (const at of profiles) sum += persons[at]!;
  return sum;
}

/** Each row of a report less the classes inside it, and each class less the rows of one column inside it. */
function leftovers(rows: readonly ShownRow[]): Combination[] {
  const found: Combination[] = [];
  const columns = new Map<number, number[]>();
  for (const [at, { column }] of rows.entries()) columns.set(column, [...(columns.get(column) ?? []), at]);
  for (const column of columns.keys()) {
    if (column === classColumn) continue;
    found.push(...less(rows, columns.get(column)!, columns.get(classColumn)!));
    found.push(...less(rows, columns.get(classColumn)!, columns.get(column)!));
  }
  return found;
}

/** @param parts disjoint rows */
function less(rows: readonly ShownRow[], wholes: readonly number[], parts: readonly number[]): Combination[] {
  const wholeOf = new Map<number, number>();
  for (const whole of wholes) for (const at of rows[whole]!.profiles) wholeOf.set(at, whole);
  const inside = new Map<number, number[]>();
  for (const part of parts) {
    const { profiles } = rows[part]!;
    const whole = wholeOf.get(profiles[0]!);
    if (whole === undefined || !profiles.every((at) => wholeOf.get(at) === whole)) continue;
    inside.set(whole, [...(inside.get(whole) ?? []), part]);
  }
  return [...inside].flatMap(([whole, within]): Combination[] => {
    const gone = new Set(within.flatMap((part) => rows[part]!.profiles));
    const profiles = rows[whole]!.profiles.filter((at) => !gone.has(at));
    return profiles.length === 0 ? [] : [{ profiles, rows: [whole, ...within], isSum: true }];
  });
}
