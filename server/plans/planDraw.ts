/**
 * A draw decides which of the offices that want or need a plan begins first; the others begin after the next wave. Nobody loses, and it is the
 * only design that tests plans. There is one draw for a dimension of a wave, so that nobody can draw until the result pleases.
 */
import { createHash, randomBytes } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';

export interface PlanDraw {
  /** `wave:dimension` */
  _id: string;
  wave: string;
  instrument: string;
  dimension: string;
  /** 128 random bits as hex digits; chosen by nobody. */
  seed: string;
  /** Codes of all offices of the draw, in the order that the seed gives. */
  offices: string[];
  /** How many of them, from the beginning of the list, begin first. */
  count: number;
  day: string;
}

const schema = new Schema<PlanDraw>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    instrument: { type: String, required: true },
    dimension: { type: String, required: true },
    seed: { type: String, required: true },
    offices: { type: [String], required: true },
    count: { type: Number, required: true },
    day: { type: String, required: true },
  },
  { versionKey: false, collection: 'planDraws' },
);

export const PlanDrawModel = mongoose.model<PlanDraw>('PlanDraw', schema);

export const drawId = (wave: string, dimension: string) => `${wave}:${dimension}`;
export const newSeed = () => randomBytes(16).toString('hex');

/** Anybody can repeat it: the codes in the order of SHA-256 over `<seed> <code>`, written in hex digits. */
export function drawnOrder(codes: readonly string[], seed: string): string[] {
  const keyOf = (code: string) => createHash('sha256').update(`${seed} ${code}`).digest('hex');
  return [...new Set(codes)]
    .map((code) => ({ code, key: keyOf(code) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ code }) => code);
}

export const begins = ({ offices, count }: Pick<PlanDraw, 'offices' | 'count'>) => offices.slice(0, count);
export const waits = ({ offices, count }: Pick<PlanDraw, 'offices' | 'count'>) => offices.slice(count);
