/**
 * Supplies the responses of a wave while its open data is made, which needs each response twice. The responses of a wave that is not too
 * large are read once and cached; those of a larger wave are read again, so that memory stays bounded whatever the size.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { readResponses } from '../responses/readResponses.ts';
import type { Wave } from '../waves/wave.ts';
import { type PackedRows, rowPacker } from './packedRows.ts';

/** At most this many responses are cached, some 16 MB. */
export const maxCachedResponses = 200_000;

export interface RowSource {
  /** The responses of some units, and perhaps of others too. */
  ofUnits(units: readonly number[]): AsyncIterable<PackedRows>;
  /** All responses, in the order of the file. */
  inFileOrder(): AsyncIterable<PackedRows>;
}

/** @param count number of responses */
export function rowSource(wave: Wave, questionnaire: Questionnaire, count: number): RowSource {
  const stored = storedRows(wave, questionnaire);
  return count <= maxCachedResponses ? cachedRows(stored) : stored;
}

function storedRows({ _id, units }: Wave, questionnaire: Questionnaire): RowSource {
  const codes = units.map(({ code }) => code);
  const pack = rowPacker(codes, questionnaire);
  async function* packed(batches: ReturnType<typeof readResponses>) {
    for await (const batch of batches) yield pack(batch);
  }
  return {
    ofUnits: (wanted) =>
      packed(readResponses({ wave: _id, unit: { $in: wanted.map((unit) => codes[unit]!) } })),
    inFileOrder: () => packed(readResponses({ wave: _id }, { byId: true })),
  };
}

/** Starts reading at once. The first file uses up the cached responses; for a second file they are read again. */
function cachedRows(stored: RowSource): RowSource {
  let cached: Promise<PackedRows[]> | null = listOf(stored.inFileOrder());
  cached.catch(() => undefined);
  return {
    ofUnits: (units) => (cached ? unhurried(walk(cached)) : stored.ofUnits(units)),
    inFileOrder() {
      const rows = cached;
      cached = null;
      return rows ? unhurried(walk(rows)) : stored.inFileOrder();
    },
  };
}

async function listOf(batches: AsyncIterable<PackedRows>): Promise<PackedRows[]> {
  const list: PackedRows[] = [];
  for await (const rows of batches) list.push(rows);
  return list;
}

async function* walk(batches: Promise<PackedRows[]>): AsyncGenerator<PackedRows> {
  yield* await batches;
}

/** Lets other requests run after each batch. */
async function* unhurried(batches: AsyncIterable<PackedRows>): AsyncGenerator<PackedRows> {
  for await (const rows of batches) {
    await nextTurn();
    yield rows;
  }
}
