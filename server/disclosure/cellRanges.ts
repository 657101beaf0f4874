/**
 * How far an attacker leaves the sum of each cell of a cross table (office × option) free. Each cell lies in at most one shown total
 * and one shown option sum once nested groups are taken apart, so the cells are the edges of a transport network: a cell can grow by as
 * much as can be sent around it through the others (Cox 1995; Castro 2012). Exact, and a thousand times faster than the general programme.
 */

export interface NetworkCell {
  /** Node of the total and of the option sum it lies in; 0 where there is none, which is bound to nothing. */
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

const dust = 1e-9;

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

/** The arcs of a shortest way with room left, or null. */
function findWay(arcs: readonly Arc[][], from: number, to: number): Arc[] | null {
  const came: (Arc | null | undefined)[] = new Array(arcs.length).fill(undefined);
  came[from] = null;
  const open = [from];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const arc of arcs[next]!) {
      if (arc.capacity <= dust || came[arc.to] !== undefined) continue;
      came[arc.to] = arc;
      if (arc.to === to) return wayBack(came, to);
      open.push(arc.to);
    }
  }
  return null;
}

function wayBack(came: readonly (Arc | null | undefined)[], to: number): Arc[] {
  const way: Arc[] = [];
  for (let arc = came[to]; arc; arc = came[arc.back.to]) way.push(arc);
  return way;
}

/** What can be sent from one node to another, up to `limit`. */
function flow(arcs: readonly Arc[][], from: number, to: number, limit: number): number {
  let sent = 0;
  while (sent < limit - dust) {
    const way = findWay(arcs, from, to);
    if (!way) break;
    const amount = Math.min(limit - sent, ...way.map(({ capacity }) => capacity));
    for (const arc of way) {
      arc.capacity -= amount;
      arc.back.capacity += amount;
    }
    sent += amount;
  }
  return sent;
}

/** Width of the attacker's interval for the sum of one cell; looked for no further than `enough`. */
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
