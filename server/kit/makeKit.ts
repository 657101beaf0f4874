/**
 * Makes the kit of a wave in the background: one at a time in a process, its documents set by a thread that gives way to everything else. Its
 * progress is a file, which pages of any process read; one that is killed is begun again by whoever asks next.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { audit } from '../accounts/audit/audit.ts';
import type { Clock } from '../clock.ts';
import { isOutOfSpace } from '../database/isOutOfSpace.ts';
import type { Reader } from '../i18n/reader.ts';
import { patientPdfRenderer } from '../pdf/renderPdf.ts';
import { sameEachTime } from '../tables/zipEntry.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import {
  isBeingMade,
  type KitPlace,
  type KitState,
  noRoom,
  readKitState,
  removeKits,
  writeKitState,
  zipOf,
} from './storedKit.ts';
import { kitSteps, sumsName, waveKit } from './waveKit.ts';

export interface KitOrder {
  place: KitPlace;
  wave: Wave;
  reader: Reader;
  actor: string;
  clock: Clock;
  baseUrl: string;
  mayRead(office: string, earlier: Wave): boolean;
}

const running = new Map<string, Promise<void>>();
const heartbeatMs = 10_000;

/** Begins unless somebody is at it. */
export async function startKit(order: KitOrder): Promise<void> {
  const { place, wave, clock } = order;
  const key = zipOf(place);
  const state = await readKitState(place);
  if (running.has(key) || (state && isBeingMade(state, clock.now()))) return;
  const begun: KitState = {
    ...{ done: 0, total: kitSteps(wave), beatAt: clock.now() },
    ...{ error: '', sha256: '', zip: '', bytes: 0 },
  };
  const before = [...running.values()];
  const noted = writeKitState(place, begun);
  const work = noted
    .then(() => Promise.all(before))
    .then(() => makeNow(order, begun))
    .catch((error: Error) => writeKitState(place, { ...begun, beatAt: clock.now(), error: reasonOf(error) }))
    .catch(() => undefined)
    .finally(() => running.delete(key));
  running.set(key, work);
  await noted;
}

const reasonOf = (error: Error) => (isOutOfSpace(error) ? noRoom : error.message);

/** Resolves when this process makes none (graceful stop, tests). */
export async function kitsFinished(): Promise<void> {
  while (running.size > 0) await Promise.all(running.values());
}

async function makeNow(order: KitOrder, state: KitState): Promise<void> {
  const { place, wave, actor, clock } = order;
  let last = Promise.resolve();
  // One after another, so that an older state never follows a newer one.
  const beat = (changes: Partial<KitState> = {}) => {
    Object.assign(state, { beatAt: clock.now() }, changes);
    const now = { ...state };
    last = last.then(() => writeKitState(place, now));
    return last;
  };
  const timer = setInterval(() => beat().catch(() => undefined), heartbeatMs).unref();
  try {
    const { sha256, zip, bytes } = await writeZip(order, (done) => beat({ done }));
    const subject = { kind: 'wave' as const, id: wave._id };
    await audit({ at: clock.now(), actor, action: 'kit.make', subject, detail: { sha256, zip } });
    clearInterval(timer);
    await beat({ sha256, zip, bytes, done: state.total });
  } finally {
    clearInterval(timer);
  }
}

async function writeZip(
  { place, wave, reader, baseUrl, mayRead }: KitOrder,
  onProgress: (done: number) => Promise<void>,
) {
  const file = zipOf(place);
  const unfinished = `${file}.new`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const { render, close } = patientPdfRenderer();
  const zip = new ZipFile();
  const digest = createHash('sha256');
  let [bytes, sums] = [0, ''];
  const written = pipeline(
    Readable.from(zip.outputStream as unknown as AsyncIterable<Buffer>),
    async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        digest.update(piece);
        bytes += piece.length;
        yield piece;
      }
    },
    createWriteStream(unfinished, { mode: 0o600 }),
  );
  // Not awaited before the last document: without this a full disk would end the process.
  let unwritable: unknown;
  written.catch((error: unknown) => {
    unwritable = error;
  });
  try {
    for await (const made of waveKit(wave, { reader, render, baseUrl, mayRead, onProgress })) {
      if (unwritable) throw unwritable;
      // What is in them is compressed already.
      zip.addBuffer(made.bytes, made.path, { ...sameEachTime, compress: made.path === sumsName });
      if (made.path === sumsName) sums = createHash('sha256').update(made.bytes).digest('hex');
    }
    zip.end();
    await written;
    await requireResults(place, wave);
    await rename(unfinished, file);
  } catch (error) {
    zip.end();
    await written.catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await close();
  }
  return { sha256: sums, zip: digest.digest('hex'), bytes };
}

/** Results that were deleted meanwhile do not live on in a file. */
async function requireResults({ dataDir }: KitPlace, { _id }: Wave): Promise<void> {
  if (await WaveModel.exists({ _id, state: 'released', purgedAt: null })) return;
  await removeKits(dataDir, _id);
  throw new Error('the results were deleted');
}
