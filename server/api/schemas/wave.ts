/** A wave, its offices and how far it has come, as programs read them. */
import { z } from 'zod';
import { audiences } from '../../waves/audience.ts';
import { waveStates } from '../../waves/waveState.ts';
import { instant, isoDay } from './basics.ts';

/** One of `GET /offices/levels`; a wave keeps those of its launch. */
const level = z.string().max(64);

const waveFields = {
  id: z.string(),
  title: z.string(),
  state: z.enum(waveStates),
  pilot: z.boolean(),
  imported: z.boolean(),
  instruments: z.array(z.strictObject({ id: z.string(), version: z.int().nullable() })),
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
  closedAt: instant.nullable(),
  graceHours: z.number(),
  minimum: z.int(),
  minimumDetail: z.int(),
  audiences: z.array(z.enum(audiences)),
  releasedTo: z.array(z.enum(audiences)),
  previous: z.string().nullable(),
};

export const wave = z.strictObject(waveFields).meta({ id: 'Wave' });

const named = { code: z.string(), nameFa: z.string(), nameEn: z.string() };

export const waveInFull = z
  .strictObject({
    ...waveFields,
    offices: z.array(
      z.strictObject({
        ...named,
        level,
        parent: z.string().nullable(),
        headcount: z.int().nullable(),
        unit: z.string(),
      }),
    ),
    units: z.array(
      z.strictObject({
        ...named,
        kind: z.enum(['office', 'group']),
        offices: z.array(z.string()),
        headcount: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'WaveInFull' });

const steps = { invited: z.int(), atLeast: z.int(), atMost: z.int() };

export const participation = z
  .strictObject({
    wave: z.string(),
    day: isoDay,
    units: z.array(z.strictObject({ ...named, ...steps })),
    total: z.strictObject(steps).nullable(),
  })
  .meta({ id: 'Participation' });

/** A draft is not launched by a program: its launch takes an administrator who has read the preview. */
export const newWave = z
  .strictObject({
    title: z.string().trim().min(1).max(200),
    instruments: z.array(z.string().max(64)).max(20),
    offices: z.array(z.string().max(64)).max(5000),
    opensAt: instant.nullable().default(null),
    closesAt: instant.nullable().default(null),
    minimum: z.int().min(5).max(100).default(5),
    minimumDetail: z.int().min(5).max(1000).default(10),
    audiences: z.array(z.enum(audiences)).min(1).default(['managers']),
    previous: z.string().max(64).nullable().default(null),
    pilot: z.boolean().default(false),
  })
  .meta({ id: 'NewWave' });

export const office = z
  .strictObject({
    ...named,
    level,
    parent: z.string().nullable(),
    statisticalCode: z.string().nullable(),
    validFrom: isoDay.nullable(),
    validTo: isoDay.nullable(),
    replaces: z.array(z.string()),
    headcount: z.int().nullable(),
  })
  .meta({ id: 'Office' });

const words = z.strictObject({ fa: z.string(), en: z.string(), azb: z.string() });

/** From the top down; empty words fall back to Persian. */
export const officeLevel = z
  .strictObject({ id: z.string(), title: words, plural: words, retired: z.boolean() })
  .meta({ id: 'OfficeLevel' });

export const newHeadcount = z
  .strictObject({
    headcount: z.int().min(0).max(1_000_000).nullable(),
    was: z.int().min(0).max(1_000_000).nullable(),
  })
  .meta({ id: 'NewHeadcount' });
