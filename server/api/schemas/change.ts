/** Change over five waves and more, as programs read it with the comparison. */
import { z } from 'zod';
import { interval } from './basics.ts';

const verdictWord = z.enum(['different', 'same', 'unclear']);
const movement = {
  difference: z.number(),
  ci95: interval,
  p: z.number(),
  detectable: z.number(),
  verdict: verdictWord,
};

export const change = z
  .strictObject({
    waves: z.array(
      z.strictObject({
        id: z.string(),
        endsAt: z.iso.datetime().nullable(),
        level: z.number(),
        se: z.number(),
        offices: z.int(),
      }),
    ),
    timeUnit: z.enum(['year', 'wave']),
    span: z.number(),
    offices: z.int(),
    common: z.strictObject({ ...movement, se: z.number(), df: z.int() }),
    spread: z.strictObject({
      wave: z.number(),
      branchLevel: z.number(),
      branchSlope: z.number(),
      officeLevel: z.number(),
      officeSlope: z.number(),
      officeWave: z.number(),
    }),
    parts: z.strictObject({ common: z.number(), branches: z.number(), offices: z.number() }).nullable(),
    ahead: z.array(z.strictObject({ after: z.number(), mean: z.number(), ci95: interval })),
    goal: z
      .strictObject({
        kind: z.enum(['reached', 'open', 'steady', 'falling', 'ahead']),
        horizon: z.number(),
        earliest: z.number().nullable(),
        expected: z.number().nullable(),
        latest: z.number().nullable(),
      })
      .nullable(),
    rows: z.array(
      z.strictObject({ office: z.string(), ...movement, pAdjusted: z.number(), expected: z.number() }),
    ),
  })
  .meta({ id: 'ChangeOverWaves' });
