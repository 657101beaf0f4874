// The pages of an lmdb data file (data version 2, 64 bits, little-endian), read as they lie there. Layout: mdb.c of the library lmdb,
// structures MDB_page, MDB_node, MDB_db and MDB_meta. Every place is checked against the page before it is read.
import { readSync } from 'node:fs';
import { BrokenTree } from './brokenTree.ts';

export interface Tree {
  depth: number;
  branches: number;
  leaves: number;
  overflow: number;
  entries: number;
  /** null for an empty tree. */
  root: number | null;
}

interface Overflow {
  first: number;
  pages: number;
}

const headerBytes = 24;
const nodeBytes = 8;
const treeBytes = 48;
const maxDepth = 12;
const flag = { branch: 1, leaf: 2, overflow: 4 };
const nodeFlag = { bigData: 1, subData: 2 };
const noPage = 0xffff_ffff_ffff_ffffn;

const number = (bytes: Buffer, at: number): number => {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new BrokenTree(`${value} is no number of a page`);
  return Number(value);
};

export function readTree(bytes: Buffer, at: number): Tree {
  const root = bytes.readBigUInt64LE(at + 40);
  const depth = bytes.readUInt16LE(at + 6);
  if (depth > maxDepth) throw new BrokenTree(`a tree of depth ${depth}`);
  return {
    depth,
    branches: number(bytes, at + 8),
    leaves: number(bytes, at + 16),
    overflow: number(bytes, at + 24),
    entries: number(bytes, at + 32),
    root: root === noPage ? null : number(bytes, at + 40),
  };
}

export class PageReader {
  readonly pages: number;
  readonly free: Tree;
  readonly main: Tree;
  private readonly file: number;
  private readonly pageBytes: number;
  private readonly newest: bigint;
  /** One page of memory for each level of a tree. */
  private readonly levels: Buffer[] = [];

  /** @param meta the newest meta page of the open file */
  constructor(file: number, meta: Buffer, pageBytes: number) {
    this.file = file;
    this.pageBytes = pageBytes;
    this.free = readTree(meta, headerBytes + 24);
    this.main = readTree(meta, headerBytes + 24 + treeBytes);
    this.pages = number(meta, headerBytes + 120) + 1;
    this.newest = meta.readBigUInt64LE(headerBytes + 128);
  }

  page(at: number, level: number): Branch | Leaf {
    this.levels[level] ??= Buffer.alloc(this.pageBytes);
    const bytes = this.levels[level];
    this.read(bytes, at);
    const kind = bytes.readUInt16LE(18) & 7;
    if (kind === flag.branch) return new Branch(bytes, at);
    if (kind === flag.leaf) return new Leaf(bytes, at, this);
    throw new BrokenTree(`page ${at} is none of a tree`);
  }

  /** What lies from a page on, beyond its header. */
  overflow(first: number, length: number): Buffer {
    const bytes = Buffer.alloc(Math.ceil((headerBytes + length) / this.pageBytes) * this.pageBytes);
    this.read(bytes, first);
    if (!(bytes.readUInt16LE(18) & flag.overflow)) throw new BrokenTree(`page ${first} is no overflow page`);
    return bytes.subarray(headerBytes, headerBytes + length);
  }

  private read(bytes: Buffer, at: number): void {
    const read = readSync(this.file, bytes, 0, bytes.length, at * this.pageBytes);
    if (read < this.pageBytes) throw new BrokenTree(`page ${at} is beyond the end of the file`);
    if (number(bytes, 0) !== at) throw new BrokenTree(`page ${at} says that it is another`);
    if (bytes.readBigUInt64LE(8) > this.newest) throw new BrokenTree(`page ${at} is newer than the file`);
  }
}

/** What branches and leaves share: nodes with keys, found by a list of places at the start of the page. */
abstract class Nodes {
  readonly count: number;
  protected readonly bytes: Buffer;
  protected readonly at: number;

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes;
    this.at = at;
    const [lower, upper] = [bytes.readUInt16LE(20), bytes.readUInt16LE(22)];
    this.count = lower >> 1;
    const isWhole = lower % 2 === 0 && lower <= upper && upper + headerBytes <= bytes.length && lower > 0;
    if (!isWhole) throw new BrokenTree(`page ${at} has no sound list of its entries`);
  }

  protected node(index: number): number {
    const place = this.bytes.readUInt16LE(headerBytes + index * 2) + headerBytes;
    if (place + nodeBytes > this.bytes.length || place < headerBytes + this.count * 2)
      throw new BrokenTree(`page ${this.at} has an entry outside of itself`);
    return place;
  }

  key(index: number): Buffer {
    const node = this.node(index);
    return this.bytes.subarray(node + nodeBytes, this.endOfKey(node));
  }

  /** Of two keys, without making a buffer for either. */
  compare(left: number, right: number): number {
    const [one, other] = [this.node(left), this.node(right)];
    const { bytes } = this;
    return bytes.compare(bytes, other + nodeBytes, this.endOfKey(other), one + nodeBytes, this.endOfKey(one));
  }

  private endOfKey(node: number): number {
    const end = node + nodeBytes + this.bytes.readUInt16LE(node + 6);
    if (end > this.bytes.length) throw new BrokenTree(`page ${this.at} has a key outside of itself`);
    return end;
  }
}

export class Branch extends Nodes {
  readonly kind = 'branch';

  child(index: number): number {
    const node = this.node(index);
    return this.bytes.readUInt32LE(node) + this.bytes.readUInt16LE(node + 4) * 2 ** 32;
  }
}

export class Leaf extends Nodes {
  readonly kind = 'leaf';
  private readonly reader: PageReader;

  constructor(bytes: Buffer, at: number, reader: PageReader) {
    super(bytes, at);
    this.reader = reader;
  }

  /** Where the value lies when it is too long for the page. */
  overflow(index: number): Overflow | null {
    const node = this.node(index);
    if (!(this.bytes.readUInt16LE(node + 4) & nodeFlag.bigData)) return null;
    const place = node + nodeBytes + this.key(index).length;
    if (place + 24 > this.bytes.length) throw new BrokenTree(`page ${this.at} has a value outside of itself`);
    const [first, pages] = [number(this.bytes, place), number(this.bytes, place + 16)];
    const needed = Math.ceil((headerBytes + this.size(node)) / this.bytes.length);
    if (pages < needed) throw new BrokenTree(`a value of page ${this.at} is longer than its pages`);
    return { first, pages };
  }

  value(index: number): Buffer {
    const node = this.node(index);
    const overflow = this.overflow(index);
    if (overflow) return this.reader.overflow(overflow.first, this.size(node));
    const start = node + nodeBytes + this.key(index).length;
    if (start + this.size(node) > this.bytes.length)
      throw new BrokenTree(`page ${this.at} has a value outside of itself`);
    return this.bytes.subarray(start, start + this.size(node));
  }

  /** The table that is named here; null for an ordinary value. */
  subtree(index: number): Tree | null {
    const value = this.value(index);
    const isTable = this.bytes.readUInt16LE(this.node(index) + 4) & nodeFlag.subData;
    return isTable && value.length === treeBytes ? readTree(value, 0) : null;
  }

  /** The pages of a list of free ones: how many follow, then each. A negative one says how many the next stands for. */
  *freePages(index: number): Generator<number> {
    const value = this.value(index);
    for (let at = 8; at + 8 <= value.length; at += 8) {
      const page = value.readBigInt64LE(at);
      if (page > 0n) yield Number(page);
    }
  }

  private size(node: number): number {
    return this.bytes.readUInt16LE(node) + this.bytes.readUInt16LE(node + 2) * 2 ** 16;
  }
}
