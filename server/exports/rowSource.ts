/**
 * Where the responses of a wave come from while its open data are made, which needs each of them twice. Of a wave that is not too large
 * they are read once and held; those of a larger one are read again, so that memory stays bounded whatever the size.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { readResponses } from '../responses/readResponses.ts';
import type { Wave } from '../waves/wave.ts';
import { type PackedRows, rowPacker } from './packedRows.ts';

/** Up to so many responses are held, some 16 MB. */
export const maxCachedResponses = 200_000;

export interface RowSource {
  /** Those of some units, and perhaps of others too. */
  ofUnits(units: readonly number[]): AsyncIterable<PackedRows>;
  /** All, in the order of the file. */
  inOrder(): AsyncIterable<PackedRows>;
}

/** @param count responses there are */
export function rowSource(wave: Wave, questionnaire: Questionnaire, count: number): RowSource {
  const stored = storedRows(wave, questionnaire);
  return count <= maxCachedResponses ? cachedRows(stored) : stored;
}

function storedRows({ _id, units }: Wave, questionnaire: Questionnaire): RowSource {
  const codes = units.map(({ code }) => code);
  const pack = rowPacker(codes, questionnaire);
  async function* packed(sheets: ReturnType<typeof readResponses>) {
    for await (const batch of sheets) yield pack(batch);
  }
  return {
    ofUnits: (wanted) =>
      packed(readResponses({ wave: _id, unit: { $in: wanted.map((unit) => codes[unit]!) } })),
    inOrder: () => packed(readResponses({ wave: _id }, { byId: true })),
  };
}

/** Begins to read at once. The first file is made of what is held; it is let go with it, and a second file is read again. */
function cachedRows(stored: RowSource): RowSource {
  let held: Promise<PackedRows[]> | null = listOf(stored.inOrder());
  held.catch(() => undefined);
  return {
    ofUnits: (units) => (held ? walk(held) : stored.ofUnits(units)),
    inOrder() {
      const rows = held;
      held = null;
      return rows ? unhurried(walk(rows)) : stored.inOrder();
    },
  };
}

async function listOf(batches: AsyncIterable<PackedRows>): Promise<PackedRows[]> {
  const list: PackedRows[] = [];
  for await (const rows of batches) list.push(rows);
  return list;
}

async function* walk(held: Promise<PackedRows[]>): AsyncGenerator<PackedRows> {
  yield* await held;
}

/** Whoever waits for a page gets a turn after each batch. */
async function* unhurried(batches: AsyncIterable<PackedRows>): AsyncGenerator<PackedRows> {
  for await (const rows of batches) {
    await breathe();
    yield rows;
  }
}
