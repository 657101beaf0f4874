// Inclusion and exclusion projections of find and $project: dotted paths, arrays element by element, _id kept
// unless excluded. Projection operators are refused by name.
import type { Document } from 'bson';
import { refuse, StoreError } from '../errors.ts';
import { isDoc, numberOf } from './values.ts';

type Tree = Map<string, Tree | true>;
export type Projection = (doc: Document) => Document;

/** Whether a projection value means include or exclude; undefined for anything else. */
export function projectionFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const number = numberOf(value);
  return number === undefined ? undefined : number !== 0;
}

/** Compiles a projection; null when there is nothing to project. */
export function compileProjection(spec: Document | undefined): Projection | null {
  const entries = Object.entries(spec ?? {});
  if (entries.length === 0) return null;
  const flags = entries.map(([path, value]) => {
    const flag = projectionFlag(value);
    if (flag === undefined)
      throw refuse('BadValue', `the projection of ${path} by an expression or operator`);
    if (path.includes('$')) throw refuse('BadValue', `the positional projection ${path}`);
    return [path, flag] as const;
  });
  const others = flags.filter(([path]) => path !== '_id');
  const include = others.length > 0 ? others[0]![1] : flags[0]![1];
  if (others.some(([, flag]) => flag !== include))
    throw new StoreError('BadValue', 'Cannot do exclusion and inclusion in one projection');
  const id = flags.find(([path]) => path === '_id')?.[1] ?? true;
  const paths = others.map(([path]) => path);
  if (id === include) paths.push('_id');
  const tree = treeOf(paths);
  return (doc) => pick(doc, tree, include);
}

function treeOf(paths: string[]): Tree {
  const root: Tree = new Map();
  for (const path of paths) {
    let node = root;
    const parts = path.split('.');
    for (const part of parts.slice(0, -1)) {
      const next = node.get(part);
      if (next === true) throw new StoreError('BadValue', `Path collision at ${path}`);
      const child: Tree = next ?? new Map();
      node.set(part, child);
      node = child;
    }
    if (node.has(parts.at(-1)!)) throw new StoreError('BadValue', `Path collision at ${path}`);
    node.set(parts.at(-1)!, true);
  }
  return root;
}

function pick(value: Document, tree: Tree, include: boolean): Document {
  const out: Document = {};
  for (const [name, inner] of Object.entries(value)) {
    const below = tree.get(name);
    if (below === undefined) {
      if (!include) out[name] = inner;
    } else if (below === true) {
      if (include) out[name] = inner;
    } else {
      const picked = pickInside(inner, below, include);
      if (picked !== undefined) out[name] = picked;
    }
  }
  return out;
}

function pickInside(value: unknown, tree: Tree, include: boolean): unknown {
  if (Array.isArray(value))
    return value.map((item) => pickInside(item, tree, include)).filter((item) => item !== undefined);
  if (isDoc(value)) return pick(value, tree, include);
  return include ? undefined : value;
}
