/** Schemas that several objects share. */
import { z } from 'zod';

export const emptyQuery = z.strictObject({});
export const emptyParams = z.strictObject({});

/** Ids and codes in addresses. */
export const id = z.string().min(1).max(64);
export const isoDay = z.iso.date();
/** In UTC. */
export const instant = z.iso.datetime();
export const share = z.number().min(0).max(1);

export const suppressed = z
  .strictObject({ suppressed: z.enum(['tooFew', 'complementary', 'notYet']) })
  .meta({ id: 'Suppressed' });

/** A number, null where it cannot be estimated, or why it is not shown. */
export const orSuppressed = <T extends z.ZodType>(schema: T) => z.union([schema, suppressed]);

export const interval = z.tuple([z.number(), z.number()]);
