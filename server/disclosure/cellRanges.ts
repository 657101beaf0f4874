/**
 * How far an attacker's knowledge leaves open the sum of each cell of a cross table (office × option). Once nested groups are taken apart,
 * each cell lies in at most one shown total and one shown option sum, so the cells are the edges of a transport network: a cell can grow by
 * as much as can be sent around it through the others (Cox 1995; Castro 2012). Exact, and a thousand times faster than a general linear
 * programme.
 */

export interface NetworkCell {
  /** Node of the total and of the option sum that it lies in; 0, a node without constraints, where there is none. */
  total: number;
  option: number;
  /** Its sum can fall by `down` and rise by `up`. */
  down: number;
  up: number;
}

interface Arc {
  to: number;
  capacity: number;
  /** The opposite direction, which gains what this one loses. */
  back: Arc;
}

const tolerance = 1e-9;

/** Arcs along which a surplus at a total can move (`rise`) or a deficit, without the cell itself. */
function network(cells: readonly NetworkCell[], without: number, nodes: number, rise: boolean): Arc[][] {
  const arcs: Arc[][] = Array.from({ length: nodes }, () => []);
  for (const [at, { total, option, down, up }] of cells.entries()) {
    if (at === without || total === option) continue;
    const there = { to: option, capacity: rise ? down : up } as Arc;
    const back: Arc = { to: total, capacity: rise ? up : down, back: there };
    there.back = back;
    arcs[total]!.push(there);
    arcs[option]!.push(back);
  }
  return arcs;
}

/** The arcs of a shortest path with capacity left, or null. */
function findPath(arcs: readonly Arc[][], from: number, to: number): Arc[] | null {
  const reachedBy: (Arc | null | undefined)[] = new Array(arcs.length).fill(undefined);
  reachedBy[from] = null;
  const open = [from];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const arc of arcs[next]!) {
      if (arc.capacity <= tolerance || reachedBy[arc.to] !== undefined) continue;
      reachedBy[arc.to] = arc;
      if (arc.to === to) return pathBack(reachedBy, to);
      open.push(arc.to);
    }
  }
  return null;
}

function pathBack(reachedBy: readonly (Arc | null | undefined)[], to: number): Arc[] {
  const path: Arc[] = [];
  for (let arc = reachedBy[to]; arc; arc = reachedBy[arc.back.to]) path.push(arc);
  return path;
}

/** What can be sent from one node to another, up to `limit`. */
function flow(arcs: readonly Arc[][], from: number, to: number, limit: number): number {
  let sent = 0;
  while (sent < limit - tolerance) {
    const path = findPath(arcs, from, to);
    if (!path) break;
    const amount = Math.min(limit - sent, ...path.map(({ capacity }) => capacity));
    for (const arc of path) {
      arc.capacity -= amount;
      arc.back.capacity += amount;
    }
    sent += amount;
  }
  return sent;
}

/** Width of the attacker's interval for the sum of one cell; the search stops at `enough`. */
export function cellRange(
  cells: readonly NetworkCell[],
  at: number,
  enough = Number.POSITIVE_INFINITY,
): number {
  const { total, option, down, up } = cells[at]!;
  if (total === option) return down + up;
  const nodes = 1 + cells.reduce((last, cell) => Math.max(last, cell.total, cell.option), 0);
  const around = (rise: boolean, limit: number) =>
    flow(network(cells, at, nodes, rise), total, option, limit);
  const rises = around(true, Math.min(up, enough));
  return rises >= enough ? rises : rises + around(false, Math.min(down, enough - rises));
}
