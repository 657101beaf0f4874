// Walks every page that lmdb's trees lead to and holds it against the file's own book-keeping. lmdb trusts its pages: a flipped bit
// in one makes it crash, or find nothing, and a store in which nothing is found looks like a new one. Pages that are free are not looked at.
import { BrokenTree } from './brokenTree.ts';
import type { Branch, Leaf, PageReader, Tree } from './pages.ts';

interface Walk {
  reader: PageReader;
  /** 1 for pages that a tree leads to. */
  used: Uint8Array;
}

interface Found {
  branches: number;
  leaves: number;
  overflow: number;
  entries: number;
}

/** Keys of a page lie from `low` to before `high`; null where nothing bounds them. */
interface Bounds {
  low: Buffer | null;
  high: Buffer | null;
}

/** Length and end of a BSON document, without looking into it. */
const isFramed = (value: Buffer): boolean =>
  value.length >= 5 && value.readInt32LE(0) === value.length && value[value.length - 1] === 0;

/** @throws BrokenTree */
export function checkTrees(reader: PageReader): void {
  const walk = { reader, used: new Uint8Array(reader.pages) };
  const { free, main } = reader;
  const trees: [name: string, tree: Tree][] = [];
  checkTree(walk, main, 'main', (leaf, at) => {
    const tree = leaf.subtree(at);
    if (tree) trees.push([leaf.key(at).toString('latin1'), tree]);
  });
  for (const [name, tree] of trees)
    checkTree(walk, tree, name, (leaf, at) => {
      if (name.includes('documents') && !isFramed(leaf.value(at)))
        throw new BrokenTree('a document is not as long as it says');
    });
  checkTree(walk, free, 'free', (leaf, at) => {
    for (const page of leaf.freePages(at))
      if (page >= reader.pages || walk.used[page])
        throw new BrokenTree(`page ${page} is free and in use at once`);
  });
}

type VisitEntry = (leaf: Leaf, at: number) => void;

function checkTree(walk: Walk, tree: Tree, name: string, visitEntry: VisitEntry): void {
  if (tree.root === null) {
    if (tree.entries === 0) return;
    throw new BrokenTree(`the table ${name} has lost its ${tree.entries} entries`);
  }
  const found: Found = { branches: 0, leaves: 0, overflow: 0, entries: 0 };
  checkPage({ walk, visitEntry, found, isInteger: name === 'free' }, tree.root, tree.depth, {
    low: null,
    high: null,
  });
  const told = [tree.branches, tree.leaves, tree.overflow, tree.entries];
  const counted = [found.branches, found.leaves, found.overflow, found.entries];
  if (told.some((one, at) => one !== counted[at]))
    throw new BrokenTree(`the table ${name} counts ${told.join(', ')} and has ${counted.join(', ')}`);
}

interface Visit {
  walk: Walk;
  visitEntry: VisitEntry;
  found: Found;
  /** Whether keys are numbers in the machine's order, as lmdb keeps its free pages. */
  isInteger: boolean;
}

function checkPage(visit: Visit, number: number, depth: number, bounds: Bounds): void {
  take(visit.walk, number, 1);
  const page = visit.walk.reader.page(number, depth);
  if (page.kind === (depth > 1 ? 'leaf' : 'branch'))
    throw new BrokenTree(`page ${number} is of another level`);
  if (!visit.isInteger) checkOrder(page, number, bounds);
  if (page.kind === 'branch') {
    visit.found.branches += 1;
    // Read before the pages below, which use the same memory as this one's neighbours.
    const children = Array.from({ length: page.count }, (_, at) => page.child(at));
    const keys = children.map((_, at) => (at === 0 ? bounds.low : Buffer.from(page.key(at))));
    for (const [at, child] of children.entries())
      checkPage(visit, child, depth - 1, { low: keys[at] ?? null, high: keys[at + 1] ?? bounds.high });
    return;
  }
  visit.found.leaves += 1;
  visit.found.entries += page.count;
  for (let at = 0; at < page.count; at += 1) {
    const overflow = page.overflow(at);
    if (overflow) {
      take(visit.walk, overflow.first, overflow.pages);
      visit.found.overflow += overflow.pages;
    }
    visit.visitEntry(page, at);
  }
}

function take({ reader, used }: Walk, first: number, count: number): void {
  for (let number = first; number < first + count; number += 1) {
    if (number < 2 || number >= reader.pages) throw new BrokenTree(`page ${number} does not exist`);
    if (used[number]) throw new BrokenTree(`page ${number} is in use twice`);
    used[number] = 1;
  }
}

/** The first key of a branch stands for everything below the second, and is not read. */
function checkOrder(page: Branch | Leaf, number: number, { low, high }: Bounds): void {
  const first = page.kind === 'branch' ? 1 : 0;
  for (let at = first + 1; at < page.count; at += 1)
    if (page.compare(at - 1, at) >= 0) throw outOfOrder(number);
  if (page.count <= first) return;
  if (low && Buffer.compare(page.key(first), low) < 0) throw outOfOrder(number);
  if (high && Buffer.compare(page.key(page.count - 1), high) >= 0) throw outOfOrder(number);
}

const outOfOrder = (number: number) => new BrokenTree(`the keys of page ${number} are out of order`);
