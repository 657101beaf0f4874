/** The forms of reviewers. Messages are locale keys. */
import { z } from 'zod';
import { dayOrNull } from '../i18n/readDay.ts';
import { clean } from '../i18n/text.ts';

export const decisions = ['planned', 'notDone', 'question', 'answered', 'passed'] as const;
export type Decision = (typeof decisions)[number];
/** In which something has to be said to the sender. */
const needText: readonly Decision[] = ['notDone', 'question', 'answered'];

const text = (max: number) =>
  z
    .string('suggestionReview:errors.text')
    .default('')
    .transform(clean)
    .pipe(z.string().max(max, 'suggestionReview:errors.tooLong'));

export const decisionForm = z
  .object({
    decision: z.enum(decisions, 'suggestionReview:errors.decision'),
    text: text(1400),
    post: text(120),
    doneBy: z.string().max(40).catch(''),
    office: z.string().max(64).catch(''),
  })
  .transform((form, context) => {
    const wrong = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message: `suggestionReview:errors.${message}` });
    const isPlanned = form.decision === 'planned';
    const doneBy = isPlanned ? dayOrNull(form.doneBy, 'first') : null;
    if (needText.includes(form.decision) && form.text.length < 3)
      wrong('text', form.decision === 'notDone' ? 'reason' : 'text');
    if (isPlanned && form.post.length < 3) wrong('post', 'post');
    if (isPlanned && doneBy === null) wrong('doneBy', 'doneBy');
    if (form.decision === 'passed' && form.office === '') wrong('office', 'office');
    return { ...form, doneBy };
  });
export type DecisionInput = z.infer<typeof decisionForm>;

export const completionForm = z.object({ said: text(1400) });
export const hidingForm = z.object({
  entry: z.coerce.number().int().min(0).max(100),
  hide: z.enum(['yes', 'no']),
});
export const publicationForm = z.object({
  title: text(120).pipe(z.string().min(3, 'suggestionReview:errors.title')),
  outcome: text(400).pipe(z.string().min(3, 'suggestionReview:errors.outcome')),
});
