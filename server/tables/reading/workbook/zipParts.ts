/**
 * The parts of a zip archive, unpacked piece by piece. How much it claims to unpack to is checked before anything is unpacked, and no part
 * may turn out larger than it claimed: a small file that unpacks to gigabytes is refused without having them in memory.
 */
import { createInflateRaw } from 'node:zlib';
import { UnreadableFile } from '../unreadable.ts';

/** A workbook of 200,000 rows and twenty columns takes about a third of this. */
export const maxUnpackedBytes = 400 * 1024 * 1024;

interface Part {
  method: number;
  packed: number;
  size: number;
  /** Where its own header begins. */
  offset: number;
}

export interface ZipParts {
  names: string[];
  has(name: string): boolean;
  /** Its bytes in pieces. @throws UnreadableFile */
  read(name: string): AsyncGenerator<Buffer>;
}

const damaged = () => new UnreadableFile('damagedWorkbook');
const endSize = 22;
const maxComment = 65_535;

/** @throws UnreadableFile when it is no archive, has a password or would unpack to too much */
export function zipParts(bytes: Buffer): ZipParts {
  const parts = directoryOf(bytes);
  const total = [...parts.values()].reduce((sum, { size }) => sum + size, 0);
  if (total > maxUnpackedBytes) throw new UnreadableFile('tooLarge');
  return {
    names: [...parts.keys()],
    has: (name) => parts.has(name),
    async *read(name) {
      const part = parts.get(name);
      if (!part) throw damaged();
      yield* unpacked(bytes, part);
    },
  };
}

function directoryOf(bytes: Buffer): Map<string, Part> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end < bytes.length - endSize - maxComment || end + endSize > bytes.length) throw damaged();
  const count = bytes.readUInt16LE(end + 10);
  const parts = new Map<string, Part>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged();
    if (bytes.readUInt16LE(at + 8) & 1) throw new UnreadableFile('password');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    );
    const nameEnd = at + 46 + nameLength!;
    const name = bytes.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/');
    const part = {
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    };
    parts.set(name, withLargeSizes(part, bytes.subarray(nameEnd, nameEnd + extraLength!)));
    at = nameEnd + extraLength! + commentLength!;
  }
  return parts;
}

const elsewhere = 0xffff_ffff;

/** Some writers always use the fields for large files (zip64), whatever the size. */
function withLargeSizes(part: Part, extra: Buffer): Part {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    let read = 0;
    for (const name of ['size', 'packed', 'offset'] as const) {
      if (part[name] !== elsewhere) continue;
      if (read + 8 > field.length) throw damaged();
      part[name] = Number(field.readBigUInt64LE(read));
      read += 8;
    }
  }
  return part;
}

async function* unpacked(bytes: Buffer, { method, packed, size, offset }: Part): AsyncGenerator<Buffer> {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50) throw damaged();
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const content = bytes.subarray(start, start + packed);
  if (method === 0) {
    yield content;
    return;
  }
  if (method !== 8) throw damaged();
  const inflate = createInflateRaw();
  inflate.end(content);
  let length = 0;
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > size) throw new UnreadableFile('tooLarge');
      yield piece;
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : damaged();
  } finally {
    inflate.destroy();
  }
}
