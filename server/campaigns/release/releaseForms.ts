/** The forms of a release, and of a comment that loses some words before it is shown. */
import { z } from 'zod';
import { audiences } from '../../waves/audience.ts';
import { requiredText } from '../campaignFields.ts';

export const releaseForm = z.object({ audience: z.enum(audiences), withoutResponses: z.string().optional() });

export const redactionForm = z.object({ text: requiredText(10_000, 'campaigns:errors.commentText') });
