/**
 * How far an attacker leaves the mean of few persons free: scores are moved between classes of profiles so that no shown sum changes, each
 * within 0..100. What such moves reach is possible, so the range found is never wider than the attacker's own linear programme.
 */
import type { Classes } from './combinations.ts';
import { type EliminatedRow, signed } from './elimination.ts';

/** Classes whose sums change together, and by how much each. */
export type Move = readonly (readonly [column: number, amount: number])[];

/** Coefficients beyond this are no small fractions: such a move is left out. */
const maxAmount = 12;

/** One move for each class that is no pivot: it changes by one, the pivots by what the rows ask. @param reduced reduced rows */
export function movesOf(reduced: readonly EliminatedRow[], columns: number): Move[] {
  const pivots = new Set(reduced.map(({ pivot }) => pivot));
  const moves = Array.from({ length: columns }, (_, column): [number, number][] | null =>
    pivots.has(column) ? null : [[column, 1]],
  );
  for (const { pivot, values } of reduced)
    for (let column = 0; column < columns; column += 1) {
      if (values[column] === 0) continue;
      const amount = -signed(values[column]!);
      if (Math.abs(amount) > maxAmount) moves[column] = null;
      else moves[column]?.push([pivot, amount]);
    }
  return moves.filter((move) => move !== null);
}

/** How much the sums of each class may rise and fall. */
export interface Room {
  up: Float64Array;
  down: Float64Array;
}

export interface Scores {
  n: ArrayLike<number>;
  sum: ArrayLike<number>;
}

export function roomOf({ members }: Pick<Classes, 'members'>, { n, sum }: Scores): Room {
  const up = new Float64Array(members.length);
  const down = new Float64Array(members.length);
  for (const [column, profiles] of members.entries())
    for (const profile of profiles) {
      const low = Math.min(100 * n[profile]!, Math.max(0, sum[profile]!));
      down[column]! += low;
      up[column]! += 100 * n[profile]! - low;
    }
  return { up, down };
}

/** A target's part of each class that it touches. */
interface Target {
  inside: Map<number, { up: number; down: number }>;
}

function targetOf(
  profiles: readonly number[],
  columnOf: (profile: number) => number,
  { n, sum }: Scores,
): Target {
  const inside = new Map<number, { up: number; down: number }>();
  for (const profile of profiles) {
    const column = columnOf(profile);
    const part = inside.get(column) ?? { up: 0, down: 0 };
    const low = Math.min(100 * n[profile]!, Math.max(0, sum[profile]!));
    part.down += low;
    part.up += 100 * n[profile]! - low;
    inside.set(column, part);
  }
  return { inside };
}

const rounds = 6;
/** So many of the shortest moves are tried for each class. */
const maxMoves = 40;
const dust = 1e-9;

/** Moves the target's sum in one direction as far as single moves, one after another, allow; no further than `enough`. */
function push({ inside }: Target, moves: readonly Move[], room: Room, isUp: boolean, enough: number): number {
  const used = new Map<number, number>();
  const inner = new Map<number, number>();
  const left = (column: number, rises: boolean, isInner: boolean) => {
    const part = inside.get(column);
    const moved = (isInner ? inner : used).get(column) ?? 0;
    const up = isInner ? part!.up : room.up[column]! - (part?.up ?? 0);
    const down = isInner ? part!.down : room.down[column]! - (part?.down ?? 0);
    return rises ? up - moved : down + moved;
  };
  const shift = (column: number, amount: number, isInner: boolean) => {
    const moved = isInner ? inner : used;
    moved.set(column, (moved.get(column) ?? 0) + amount);
  };
  let gained = 0;
  for (let round = 0; round < rounds && gained < enough - dust; round += 1) {
    const before = gained;
    // People of one class change places with one another.
    for (const column of inside.keys()) {
      const step = Math.min(left(column, isUp, true), left(column, !isUp, false), enough - gained);
      if (step <= dust) continue;
      shift(column, isUp ? step : -step, true);
      shift(column, isUp ? -step : step, false);
      gained += step;
    }
    for (const move of moves) {
      const effect = move.reduce((sum, [column, amount]) => sum + (inside.has(column) ? amount : 0), 0);
      if (effect === 0) continue;
      const direction = effect > 0 === isUp ? 1 : -1;
      let step = (enough - gained) / Math.abs(effect);
      for (const [column, amount] of move)
        step = Math.min(step, left(column, direction * amount > 0, inside.has(column)) / Math.abs(amount));
      if (step <= dust) continue;
      for (const [column, amount] of move) shift(column, direction * step * amount, inside.has(column));
      gained += step * Math.abs(effect);
    }
    if (gained - before <= dust) break;
  }
  return gained;
}

/** For each class the shortest of the moves that change it. */
function shortestMoves(moves: readonly Move[]): Map<number, Move[]> {
  const touching = new Map<number, Move[]>();
  for (const move of [...moves].sort((a, b) => a.length - b.length))
    for (const [column] of move) {
      const list = touching.get(column);
      if (!list) touching.set(column, [move]);
      else if (list.length < maxMoves) list.push(move);
    }
  return touching;
}

/** Width that the sum of these profiles' scores certainly has; looked for no further than `enough`. */
export type FreeRange = (profiles: readonly number[], enough: number) => number;

/** @param bases moves of one or several eliminations */
export function freeRanges(
  classes: Classes,
  bases: readonly (readonly Move[])[],
): (scores: Scores) => FreeRange {
  const columnOf = new Map<number, number>();
  for (const [column, list] of classes.members.entries())
    for (const profile of list) columnOf.set(profile, column);
  const touching = shortestMoves(bases.flat());
  return (scores) => {
    const room = roomOf(classes, scores);
    return (profiles, enough) => {
      const target = targetOf(profiles, (profile) => columnOf.get(profile)!, scores);
      const moves = [...new Set([...target.inside.keys()].flatMap((column) => touching.get(column) ?? []))];
      const up = push(target, moves, room, true, enough);
      return up >= enough ? up : up + push(target, moves, room, false, enough - up);
    };
  };
}
