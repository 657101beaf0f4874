/**
 * What reviewers do with a suggestion. Each writes one change of the thread and one line of the audit trail, which names the office and how
 * the desk calls the suggestion, never a word of it. A change that somebody else has overtaken is refused, not merged.
 */
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import type { FieldError } from '../http/forms.ts';
import { Conflict } from '../http/httpErrors.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { mayBeAddressed } from '../suggestions/addressees.ts';
import { answerDays } from '../suggestions/deliverOne.ts';
import type { Message } from '../suggestions/sealing/sealText.ts';
import {
  type Entry,
  type Suggestion,
  SuggestionModel,
  type SuggestionState,
} from '../suggestions/suggestion.ts';
import { daysAfter } from '../suggestions/week.ts';
import type { DecisionInput } from './forms.ts';
import { sealForThread } from './openThread.ts';
import type { Tree } from './reviewAccess.ts';

export interface Acting extends AuditContext {
  keyDir: string;
}

/** @throws Conflict when the thread is no longer what the change was made from */
async function change(thread: Suggestion, acting: AuditContext, action: string, set: Partial<Suggestion>) {
  const { _id, revision } = thread;
  const { matchedCount } = await SuggestionModel.updateOne(
    { _id, revision },
    { $set: set, $inc: { revision: 1 } },
  );
  if (matchedCount === 0) throw new Conflict('suggestionReview:errors.changed');
  await audit({
    at: acting.now,
    actor: acting.actor,
    action: `suggestion.${action}`,
    subject: { kind: 'office', id: thread.office },
    detail: { suggestion: thread.review, ...(set.office ? { office: set.office } : {}) },
  });
}

async function withEntry(
  thread: Suggestion,
  message: Message,
  acting: Acting,
  { state, office = thread.office }: { state: SuggestionState; office?: string },
): Promise<Entry[]> {
  const sealed = message.text ? await sealForThread(thread, message, acting.keyDir) : '';
  if (sealed === null) throw new Conflict('suggestionReview:errors.keyLost');
  const entry: Entry = { from: 'office', at: isoDayOf(acting.now), sealed, state, office, isHidden: false };
  return [...thread.entries, entry];
}

export async function startReview(thread: Suggestion, acting: AuditContext): Promise<void> {
  if (thread.state === 'received' || thread.state === 'passed')
    await change(thread, acting, 'review', { state: 'review' });
}

/** @returns what is wrong with it that the form alone cannot know */
export async function decide(
  thread: Suggestion,
  input: DecisionInput,
  tree: Tree,
  acting: Acting,
): Promise<FieldError[]> {
  const { decision, text, post, doneBy } = input;
  const today = isoDayOf(acting.now);
  const refused = (field: string, message: string) => [
    { field, message: `suggestionReview:errors.${message}` },
  ];
  if (thread.state === 'done') return refused('', 'over');
  if (decision === 'planned') {
    if (doneBy! < today) return refused('doneBy', 'doneByPast');
    if (doneBy! > daysAfter(today, 731)) return refused('doneBy', 'doneByFar');
    const entries = await withEntry(thread, { text: text || post, post }, acting, { state: 'planned' });
    await change(thread, acting, 'planned', { state: 'planned', doneBy, entries });
    return [];
  }
  if (decision !== 'passed') {
    const entries = await withEntry(thread, { text }, acting, { state: decision });
    await change(thread, acting, decision, { state: decision, doneBy: null, entries });
    return [];
  }
  const { office } = input;
  if (office === thread.office || !mayBeAddressed(tree, office, today)) return refused('office', 'office');
  const entries = await withEntry(thread, { text }, acting, { state: 'passed', office });
  const answerBy = daysAfter(today, answerDays);
  await change(thread, acting, 'passed', { state: 'passed', office, answerBy, doneBy: null, entries });
  return [];
}

export async function complete(thread: Suggestion, said: string, acting: Acting): Promise<void> {
  if (thread.state !== 'planned' && thread.state !== 'answered')
    throw new Conflict('suggestionReview:errors.notPlanned');
  const entries = await withEntry(thread, { text: said }, acting, { state: 'done' });
  await change(thread, acting, 'done', { state: 'done', doneBy: null, entries });
}

/** Takes a text out of the reviewers' sight, or brings it back; nobody can change a word of it. */
export async function hideEntry(
  thread: Suggestion,
  at: number,
  isHidden: boolean,
  acting: AuditContext,
): Promise<void> {
  const entry = thread.entries[at];
  if (entry?.from !== 'sender' || entry.isHidden === isHidden) return;
  const entries = thread.entries.map((one, place) => (place === at ? { ...one, isHidden } : one));
  await change(thread, acting, isHidden ? 'hide' : 'unhide', { entries });
}

/** @throws Conflict where the sender does not want it */
export async function publish(
  thread: Suggestion,
  words: { title: string; outcome: string },
  acting: AuditContext,
): Promise<void> {
  if (!thread.mayPublish || thread.isWithdrawn) throw new Conflict('suggestionReview:errors.mayNotPublish');
  await change(thread, acting, 'publish', { ...words, isPublic: true });
}

export async function unpublish(thread: Suggestion, acting: AuditContext): Promise<void> {
  if (thread.isPublic) await change(thread, acting, 'unpublish', { isPublic: false });
}
