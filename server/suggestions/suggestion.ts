/**
 * The thread of a suggestion once it has been opened with others. Its texts are encrypted under a key of its own, which the code opens,
 * and the reviewers' key in KEY_DIR. It holds no person, address or invitation, and of time the week of what the sender wrote.
 */
import mongoose, { Schema } from 'mongoose';
import type { Topic } from './topics.ts';

export const suggestionStates = [
  'received',
  'review',
  'question',
  'answered',
  'planned',
  'done',
  'notDone',
  'passed',
] as const;
export type SuggestionState = (typeof suggestionStates)[number];

/** The reviewers have to answer. */
export const waitingStates: readonly SuggestionState[] = ['received', 'review', 'passed'];

/** The office has spoken and the sender may speak again; then the reviewers have to answer once more. */
export const answerableStates: readonly SuggestionState[] = ['question', 'answered', 'notDone'];

export interface Entry {
  from: 'sender' | 'office';
  /** The week of a sender's, as the ISO day of its Saturday; the day of an office's. */
  at: string;
  /** Base64; '' where the office wrote nothing, or the sender has withdrawn it. */
  sealed: string;
  /** What an office's entry made of the suggestion. */
  state: SuggestionState | null;
  /** Who wrote it; of one that passes it on, to whom. */
  office: string;
  /** Hidden by moderation; the sender still reads it. */
  isHidden: boolean;
}

export interface Suggestion {
  /** SHA-256 of the token that only the code gives. */
  _id: string;
  /** How the desk names it: reviewers never learn the id, and with it nothing that a code could be tried on. */
  review: string;
  office: string;
  topic: Topic;
  week: string;
  mayPublish: boolean;
  /** The thread's key under the code, and under the reviewers' key; base64. */
  codeWrap: string;
  reviewWrap: string;
  /** The first words, sealed by themselves for lists; '' once withdrawn. */
  heading: string;
  state: SuggestionState;
  /** ISO days, inclusive. */
  answerBy: string;
  doneBy: string | null;
  entries: Entry[];
  /** How many of them are the sender's. */
  messages: number;
  isWithdrawn: boolean;
  /** What everyone may read of it, in the office's words. */
  title: string;
  outcome: string;
  isPublic: boolean;
  /** Raised by every change, so that two people cannot undo each other. */
  revision: number;
}

const required = { type: String, required: true } as const;

const schema = new Schema<Suggestion>(
  {
    _id: required,
    review: { type: String, required: true, unique: true },
    office: required,
    topic: required as never,
    week: required,
    mayPublish: { type: Boolean, default: false },
    codeWrap: required,
    reviewWrap: required,
    heading: { type: String, default: '' },
    state: { type: String, enum: suggestionStates, default: 'received' },
    answerBy: required,
    doneBy: { type: String, default: null },
    entries: { type: [Schema.Types.Mixed], default: [] } as never,
    messages: { type: Number, default: 1 },
    isWithdrawn: { type: Boolean, default: false },
    title: { type: String, default: '' },
    outcome: { type: String, default: '' },
    isPublic: { type: Boolean, default: false },
    revision: { type: Number, default: 0 },
  },
  {
    versionKey: false,
    collection: 'suggestions',
    minimize: false,
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);
// What waits in an office, and since when, is found without reading what is over.
schema.index({ office: 1, state: 1, answerBy: 1 });
schema.index({ isPublic: 1 });

export const SuggestionModel = mongoose.model<Suggestion>('Suggestion', schema);

/** There is still something to do. */
export const openStates: readonly SuggestionState[] = [...waitingStates, 'planned'];

/** Whether an answer, or what was promised in one, is late on a day. */
export function isOverdue(
  { state, answerBy, doneBy }: Pick<Suggestion, 'state' | 'answerBy' | 'doneBy'>,
  today: string,
) {
  if (waitingStates.includes(state)) return answerBy < today;
  return state === 'planned' && doneBy !== null && doneBy < today;
}
