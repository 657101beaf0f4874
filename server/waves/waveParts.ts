/** The records inside a wave's document; the features that write them import their types from here. */

import type { Language } from '../i18n/languages.ts';
import type { Localised } from '../instruments/instrument.ts';
import type { MessageKind } from './words/messageKinds.ts';

/** Long work on a wave, stored here so that another process, or the next start, can see it and go on with it. */
export interface WaveJob {
  kind: 'launch' | 'count' | 'import';
  done: number;
  total: number;
  /** Last heartbeat of the process that works on it. */
  beatAt: Date;
  /** What stopped it, or empty. */
  error: string;
  actor: string;
}

/** A recovery copy of the wave's keys, which opens with the passphrases of those who made it. */
export interface RecoveryCopy {
  id: string;
  /** Two accounts; one in copies of earlier versions. */
  by: string[];
  at: Date;
}

/** An administrator says that the copies which they helped to make are destroyed. */
export interface RecoveryDestroyed {
  by: string;
  at: Date;
  /** Their ids. */
  copies: string[];
}

/** Erasing deleted bytes from the store's files: asked for by a count, a withdrawal or a purge. */
export interface WaveErasure {
  request: string;
  /** `outOfReach`: the store is a real MongoDB, which overwrites its files in its own time. */
  result: 'erased' | 'outOfReach' | null;
  at: Date | null;
}

/** A court or the inspectorate has asked for the answers of a wave. */
export interface LegalHold {
  by: string;
  at: Date;
  reason: string;
}

/** A request for codes beyond an office's headcount: one administrator makes it, another one decides. */
export interface CodeRequest {
  id: string;
  office: string;
  count: number;
  reason: string;
  askedBy: string;
  /** used: the codes were made. */
  decision: 'waiting' | 'approved' | 'refused' | 'used';
  decidedBy: string | null;
}

/**
 * A headcount that turned out wrong after the launch. Units, and the questions they are asked, stay as the launch froze them. One
 * administrator may lower it; raising it lets more people answer, so it waits for another administrator.
 */
export interface HeadcountCorrection {
  /** Absent in waves of earlier versions, whose corrections were all applied. */
  id?: string;
  office: string;
  from: number | null;
  to: number;
  note: string;
  at: Date;
  by: string;
  /** Absent: applied. */
  decision?: 'waiting' | 'applied' | 'refused';
  /** The second administrator; null for a lowered headcount. */
  decidedBy?: string | null;
}

export interface DailyParticipation {
  /** ISO date */
  day: string;
  units: {
    code: string;
    invited: number;
    used: number;
    /** Where the last step of the grid begins since it was reached. */
    end?: number;
  }[];
}

export interface PromiseWording {
  strong: string;
  plain: string;
  plainWhy: string;
  /** With `<b>` around the numbers. */
  terms: string[];
  limit: string;
}

/** A field of a draft whose text could not be stored, as it was typed. */
export interface TypedField {
  /** Name of the field, such as `closesAt` or `headcounts.ahar`. */
  field: string;
  typed: string | string[];
}

/** What a draft knows beside its content: what is still to be mended, and who changed which part last. A launch takes it away. */
export interface DraftState {
  unfinished: TypedField[];
  edits: Record<string, { by: string; at: Date }>;
  savedAt: Date;
  savedBy: string;
}

/** A wave that is repeated by the calendar. */
export interface WaveSeries {
  /** Every month only where all that is asked is short. */
  everyMonths: 1 | 3 | 6 | 12;
  /** First day of the wave whose draft is prepared next (ISO date). */
  next: string;
  /** The draft that was prepared last; the next is like it. */
  latest: string | null;
  /** The account that asked for it, in whose name drafts are made. */
  by: string;
}

/** What an office heard in the wave before and did about it, in its manager's words, as an administrator approved them. */
export interface SaidAndDone {
  nameFa: string;
  nameEn: string;
  said: string;
  did: string;
}

/** The words of one message in one language. */
export interface Words {
  subject: string;
  /** The mail's text. */
  text: string;
  /** '' in a further language of the wave: the SMS is without it. */
  sms: string;
}

export interface StoredWords extends Words {
  /** Who wrote them; '' where the launch froze the words of the product. */
  by: string;
  /** A digest, by which a second administrator notices the change of a first. */
  version: string;
}

export type WaveWords = Partial<Record<Language, Partial<Record<MessageKind, StoredWords>>>>;

/** Questions that an office adds for itself and everything below it. */
export interface LocalBlock {
  office: string;
  /** Statements that are answered on the scale of the wave's first instrument. */
  questions: Localised[];
  /** A launch keeps the approved ones alone. */
  decision: 'waiting' | 'approved' | 'returned';
  /** The account that wrote them last, which cannot approve them. */
  by: string;
  decidedBy: string | null;
  /** Why they were returned. */
  note: string;
}
