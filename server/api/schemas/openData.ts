/** What is known of a wave's open data before its file is fetched. */
import { z } from 'zod';
import { share } from './basics.ts';

export const openData = z
  .strictObject({
    wave: z.string(),
    rows: z.int(),
    offices: z.array(z.string()),
    maskedRows: z.int(),
    maskedShare: share,
    /** null where nothing but the office could set rows apart. */
    smallestClass: z.int().nullable(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.int(),
    data: z.string(),
    codebook: z.string(),
  })
  .meta({ id: 'OpenData' });

export const making = z
  .strictObject({ wave: z.string(), done: z.int(), total: z.int() })
  .meta({ id: 'Making' });

export const codebook = z
  .object({
    wave: z.record(z.string(), z.unknown()),
    file: z.record(z.string(), z.unknown()),
    anonymity: z.record(z.string(), z.unknown()),
    columns: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: 'Codebook' });
