/**
 * Whether the store takes writes. It may answer every question and take none: on a full disk, or one that was mounted read-only. A small
 * write tries it, and a write that was refused lately counts too, because a small one may find a place where a ballot finds none.
 */
import mongoose from 'mongoose';
import { freeBytesAt, reservedBytes } from './embedded/storage/diskRoom.ts';
import { isOutOfSpace } from './isOutOfSpace.ts';
import { perStore } from './perStore.ts';
import { storeProblem } from './storeProblem.ts';

const rememberRefusalMs = 60_000;
const slowMs = 5000;
/** Strangers ask too (healthz). So many questions are tried out at once, and then so many a second; the others get the last answer. */
const maxAttempts = 12;
const attemptsPerSecond = 1;

const full = 'The disk of the database is full, and writes are refused: make room on it.';

interface Known {
  refusedAt: number;
  answer: Promise<string | null> | null;
  isTrying: boolean;
  attemptsLeft: number;
  countedAt: number;
}
const known = perStore<Known>(() => ({
  refusedAt: Number.NEGATIVE_INFINITY,
  answer: null,
  isTrying: false,
  attemptsLeft: maxAttempts,
  countedAt: performance.now(),
}));

/** Remembers a write that failed for want of space. @returns whether it was one */
export function noteRefusedWrite(error: unknown): boolean {
  const isRefused = isOutOfSpace(error);
  if (isRefused) known().refusedAt = performance.now();
  return isRefused;
}

/**
 * Why no write would succeed just now, in English; null when one would.
 * @param dataDir of the embedded store; null for a MongoDB, whose disks are elsewhere
 */
export async function writeTrouble(dataDir: string | null): Promise<string | null> {
  const state = known();
  const isAllowed = !state.isTrying && mayTry(state);
  if (isAllowed || !state.answer) {
    state.isTrying = true;
    state.answer = attempt(dataDir).finally(() => {
      state.isTrying = false;
    });
  }
  const trouble = await state.answer;
  if (trouble) return trouble;
  return performance.now() - state.refusedAt < rememberRefusalMs ? full : null;
}

function mayTry(state: Known): boolean {
  const now = performance.now();
  const regained = ((now - state.countedAt) / 1000) * attemptsPerSecond;
  state.attemptsLeft = Math.min(maxAttempts, state.attemptsLeft + regained);
  state.countedAt = now;
  if (state.attemptsLeft < 1) return false;
  state.attemptsLeft -= 1;
  return true;
}

async function attempt(dataDir: string | null): Promise<string | null> {
  try {
    if (dataDir && freeBytesAt(dataDir) < reservedBytes) return full;
    await mongoose.connection
      .db!.collection<{ _id: string; at: Date }>('writeProbes')
      .updateOne({ _id: 'probe' }, { $set: { at: new Date() } }, { upsert: true, timeoutMS: slowMs });
    return null;
  } catch (error) {
    return storeProblem(error) ?? (error as Error).message;
  }
}
