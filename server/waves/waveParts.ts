/** The records that stand inside a wave's document; the features that write them import the types from here. */

/** Long work on a wave, kept here so that another process or a restart sees it and goes on with it. */
export interface WaveJob {
  kind: 'launch' | 'count' | 'import';
  done: number;
  total: number;
  /** Last sign of life of the process that works on it. */
  beatAt: Date;
  /** What stopped it, or empty. */
  error: string;
  actor: string;
}

/** Codes beyond an office's headcount: one administrator asks, another one decides. */
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
 * A headcount that was found wrong after launch. Units and what they are asked stay as launch froze them. One administrator may
 * lower it; raising it lets more people answer, so it waits for another administrator.
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
  units: { code: string; invited: number; used: number }[];
}

export interface PromiseWording {
  strong: string;
  plain: string;
  plainWhy: string;
  /** With `<b>` around the numbers. */
  terms: string[];
  limit: string;
}
