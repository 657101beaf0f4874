/**
 * The containment forest of the groups a report may speak of: each group hangs under the smallest group that contains it.
 * Two names for the same persons (a district and its own staff) share one node, so hiding one always hides the other.
 */

export interface AtomGroup {
  id: string;
  /** Indexes of the smallest disjoint sets of persons ("atoms") the group consists of. */
  atoms: readonly number[];
  /** How much a reader loses when it is hidden; by default small single offices are hidden rather than totals. */
  weight?: number;
}

export interface ForestNode {
  atoms: readonly number[];
  parent: number | null;
  children: number[];
  /** Atoms of the node that belong to none of its children: they can never be shown on their own. */
  direct: number[];
  weight: number | null;
}

export interface Forest {
  /** Parents come before their children. */
  nodes: ForestNode[];
  nodeOf: ReadonlyMap<string, number>;
  atomCount: number;
}

function distinctAtoms(group: AtomGroup, atomCount: number): number[] {
  const atoms = [...new Set(group.atoms)].sort((a, b) => a - b);
  if (atoms.some((atom) => !Number.isInteger(atom) || atom < 0 || atom >= atomCount)) {
    throw new RangeError(`Group ${group.id} names an atom outside 0..${atomCount - 1}`);
  }
  return atoms;
}

function smallestContaining(
  nodes: ForestNode[],
  atoms: number[],
  smallestOfAtom: (number | null)[],
  id: string,
) {
  const parents = new Set(atoms.map((atom) => smallestOfAtom[atom] ?? null));
  if (parents.size > 1) throw new RangeError(`Group ${id} overlaps another group without containing it`);
  const [parent] = parents;
  return parent === undefined || parent === null ? null : { index: parent, node: nodes[parent]! };
}

/**
 * Builds the forest. Groups without atoms get no node.
 * @throws RangeError when an id is repeated, or two groups overlap and neither contains the other
 */
export function laminarForest(groups: readonly AtomGroup[], atomCount: number): Forest {
  const nodes: ForestNode[] = [];
  const nodeOf = new Map<string, number>();
  const smallestOfAtom: (number | null)[] = new Array(atomCount).fill(null);
  const bySize = groups.map((group) => ({ group, atoms: distinctAtoms(group, atomCount) }));
  bySize.sort((a, b) => b.atoms.length - a.atoms.length);
  for (const { group, atoms } of bySize) {
    if (nodeOf.has(group.id)) throw new RangeError(`Group ${group.id} is given twice`);
    if (atoms.length === 0) continue;
    const parent = smallestContaining(nodes, atoms, smallestOfAtom, group.id);
    if (parent && parent.node.atoms.length === atoms.length) {
      parent.node.weight = Math.max(parent.node.weight ?? 0, group.weight ?? 0) || null;
      nodeOf.set(group.id, parent.index);
      continue;
    }
    const index = nodes.length;
    nodes.push({
      atoms,
      parent: parent?.index ?? null,
      children: [],
      direct: [],
      weight: group.weight ?? null,
    });
    parent?.node.children.push(index);
    for (const atom of atoms) smallestOfAtom[atom] = index;
    nodeOf.set(group.id, index);
  }
  smallestOfAtom.forEach((node, atom) => {
    if (node !== null && nodes[node]!.children.length > 0) nodes[node]!.direct.push(atom);
  });
  return { nodes, nodeOf, atomCount };
}

/**
 * What a reader loses when each node is hidden: an office's own numbers count between 1 and 2 by size, a total between 4 and 5, and the
 * total of the whole forest more than everything else together.
 */
export function lossWeights(forest: Forest, n: readonly number[]): number[] {
  const total = Math.max(
    1,
    sumOver(
      forest.nodes.filter((node) => node.parent === null).flatMap((node) => node.atoms),
      n,
    ),
  );
  return forest.nodes.map((node) => {
    if (node.weight !== null) return node.weight;
    const size = sumOver(node.atoms, n) / total;
    if (node.parent === null && node.children.length > 0) return 10 * (forest.nodes.length + 1);
    return (node.children.length > 0 ? 4 : 1) + size;
  });
}

/** Sum of the values at the positions `atoms`: persons, or sums of their scores. */
export function sumOver(atoms: readonly number[], values: readonly number[]): number {
  return atoms.reduce((total, atom) => total + values[atom]!, 0);
}
