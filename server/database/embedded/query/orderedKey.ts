// Turns BSON values into bytes whose plain byte order is MongoDB's order across types, so that one encoding
// serves indexes, sorting, equality and grouping. A number is its nearest double and, for 64-bit integers the
// double cannot hold, the small remainder; strings end with 0 and escape 0 and 1, so no encoding is the prefix of another.
import type { Binary, Long, ObjectId } from 'bson';
import { orderOf, typeOrder } from './typeOrder.ts';

let scratch = Buffer.allocUnsafe(4096);
let length = 0;

function room(bytes: number): void {
  if (length + bytes <= scratch.length) return;
  const grown = Buffer.allocUnsafe(Math.max(scratch.length * 2, length + bytes));
  scratch.copy(grown, 0, 0, length);
  scratch = grown;
}

function byte(value: number): void {
  room(1);
  scratch[length++] = value;
}

function bytes(value: Uint8Array): void {
  room(value.length);
  scratch.set(value, length);
  length += value.length;
}

function text(value: string): void {
  room(value.length * 3);
  const start = length;
  length += scratch.write(value, start, 'utf8');
  const written = scratch.subarray(start, length);
  if (written.includes(0) || written.includes(1)) {
    const raw = Buffer.from(written);
    length = start;
    for (const each of raw) {
      if (each > 1) byte(each);
      else bytes(Buffer.from([1, each + 1]));
    }
  }
  byte(0);
}

function number(value: number, remainder = 0): void {
  room(10);
  if (Number.isNaN(value)) scratch.fill(0, length, length + 8);
  else {
    scratch.writeDoubleBE(value === 0 ? 0 : value, length);
    if (value < 0) for (let at = length; at < length + 8; at++) scratch[at] = ~scratch[at]! & 0xff;
    else scratch[length] = scratch[length]! ^ 0x80;
  }
  scratch.writeUInt16BE(0x8000 + remainder, length + 8);
  length += 10;
}

function wide(value: bigint): void {
  const nearest = Number(value);
  number(nearest, Number(value - BigInt(nearest)));
}

const payloads: Record<number, (value: never) => void> = {
  [typeOrder.Number](value: number | Long) {
    if (typeof value === 'object' && value._bsontype === 'Long') wide(value.toBigInt());
    else number(Number(value));
  },
  [typeOrder.String]: text,
  [typeOrder.Object](value: object) {
    for (const [name, inner] of Object.entries(value)) {
      byte(orderOf(inner));
      text(name);
      append(inner);
    }
    byte(0);
  },
  [typeOrder.Array](value: unknown[]) {
    for (const item of value) append(item);
    byte(0);
  },
  [typeOrder.Binary](value: Uint8Array | Binary) {
    const isPlain = value instanceof Uint8Array;
    const raw = isPlain ? value : value.value();
    room(4);
    length = scratch.writeUInt32BE(raw.length, length);
    byte(isPlain ? 0 : value.sub_type);
    bytes(raw);
  },
  [typeOrder.ObjectId]: (value: ObjectId) => bytes(value.id),
  [typeOrder.Boolean]: (value: boolean) => byte(value ? 1 : 0),
  [typeOrder.Date](value: Date) {
    room(8);
    length = scratch.writeBigUInt64BE(BigInt.asUintN(64, BigInt(value.getTime())) ^ (1n << 63n), length);
  },
};

function append(value: unknown): void {
  const order = orderOf(value);
  byte(order);
  payloads[order]?.(value as never);
}

/** Bytes of the values one after another; a field with direction -1 is inverted so that it sorts downwards. */
export function orderedKey(values: unknown[], directions?: readonly number[]): Buffer {
  length = 0;
  values.forEach((value, index) => {
    const start = length;
    append(value);
    if ((directions?.[index] ?? 1) < 0)
      for (let at = start; at < length; at++) scratch[at] = ~scratch[at]! & 0xff;
  });
  const key = Buffer.from(scratch.subarray(0, length));
  if (scratch.length > 1 << 20) scratch = Buffer.allocUnsafe(4096);
  return key;
}

/** Order of two values: negative, 0 or positive. */
export function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number' && !Number.isNaN(left - right))
    return left - right;
  return Buffer.compare(orderedKey([left]), orderedKey([right]));
}
