/** The forms that end a wave later, or withdraw it. */
import { z } from 'zod';
import { day, requiredText } from '../campaignFields.ts';

export const extensionForm = z.object({ closesAt: day('end') });

export const withdrawalForm = z.object({
  reason: requiredText(500, 'campaigns:errors.reason'),
  confirm: z.string().refine((value) => value === 'yes', 'campaigns:errors.confirm'),
});
