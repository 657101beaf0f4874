/**
 * A plan of an office (or of a reporting group of small offices): what is to be done about one dimension of one wave. Persons do not occur in
 * it: its owner is a post. Once the next wave opens, what it was then is frozen, because a plan that is written afterwards tests nothing.
 */
import mongoose, { Schema } from 'mongoose';
import { type Scope, scopes } from '../reports/scope.ts';

export const planStates = ['draft', 'open', 'done', 'stopped'] as const;
export type PlanState = (typeof planStates)[number];

export interface PlanStep {
  text: string;
  /** ISO day, as all days here. */
  due: string;
  doneOn: string | null;
}

export interface CheckIn {
  /** Year and quarter of the Jalali calendar: `1405-3`. */
  quarter: string;
  day: string;
  line: string;
  /** Held since the check-in before. */
  workshops: number;
  hours: number;
  /** What stood there before it was mended, the oldest first, each with the day on which it was replaced. */
  earlier?: EarlierLine[];
}

export type EarlierLine = Pick<CheckIn, 'line' | 'workshops' | 'hours'> & { until: string };

/** What the wave showed of the dimension when the plan was made; null where it showed nothing. */
export interface KnownScore {
  mean: number | null;
  ci95: [number, number] | null;
  band: number | null;
}

/** The plan as it was when the next wave opened. */
export interface FrozenPlan {
  wave: string;
  day: string;
  state: PlanState;
  workshops: number;
  hours: number;
  checkIns: number;
}

/** «You said, we did»: the manager's words, and what an administrator made of them. */
export interface SaidWords {
  said: string;
  did: string;
  state: 'waiting' | 'approved' | 'returned';
  note: string;
}

export interface Plan {
  _id: string;
  /** Code of an office, or of a reporting group as its wave has it. */
  office: string;
  scope: Scope;
  wave: string;
  instrument: string;
  dimension: string;
  state: PlanState;
  /**
   * While it is open, its place among the open plans of its office and its dimension there; otherwise its own id. Both are unique, so that
   * the store decides who gets the last place, on any server.
   */
  place: string;
  theme: string;
  openedOn: string | null;
  endedOn: string | null;
  /** Why it was stopped. */
  reason: string;
  practice: string | null;
  action: string;
  /** A post, never a name. */
  owner: string;
  /** How one will know that it is done. */
  sign: string;
  /** Expected difference in points of 0..100. */
  expected: number;
  startsOn: string;
  endsOn: string;
  steps: PlanStep[];
  workshops: number;
  /** Person-hours of training. */
  hours: number;
  known: KnownScore | null;
  checkIns: CheckIn[];
  words: SaidWords | null;
  /** Offices that it was handed on from, the latest last. */
  inheritedFrom: string[];
  frozen: FrozenPlan | null;
  /** Raised by every change, so that two people cannot undo each other. */
  revision: number;
}

const day = { type: String, default: null };
const mixed = { type: Schema.Types.Mixed, default: null } as never;
const required = { type: String, required: true } as const;

const schema = new Schema<Plan>(
  {
    _id: required,
    office: required,
    scope: { type: String, enum: scopes, required: true },
    wave: required,
    instrument: required,
    dimension: required,
    state: { type: String, enum: planStates, default: 'draft' },
    place: required,
    theme: required,
    openedOn: day,
    endedOn: day,
    reason: { type: String, default: '' },
    practice: { type: String, default: null },
    action: required,
    owner: required,
    sign: { type: String, default: '' },
    expected: { type: Number, required: true },
    startsOn: required,
    endsOn: required,
    steps: { type: [Schema.Types.Mixed], default: [] } as never,
    workshops: { type: Number, default: 0 },
    hours: { type: Number, default: 0 },
    known: mixed,
    checkIns: { type: [Schema.Types.Mixed], default: [] } as never,
    words: mixed,
    inheritedFrom: { type: [String], default: [] },
    frozen: mixed,
    revision: { type: Number, default: 0 },
  },
  { versionKey: false, collection: 'plans', minimize: false },
);
schema.index({ endsOn: 1, _id: 1 });
schema.index({ wave: 1, office: 1 });
schema.index({ place: 1 }, { unique: true });
schema.index({ theme: 1 }, { unique: true });

export const PlanModel = mongoose.model<Plan>('Plan', schema);

/** An office may have so many open plans: more are not carried out. */
export const maxOpenPlans = 2;

/** Of an open plan with the number of its place; without a number of one that is not open. */
export function placeOf(
  { _id, office, dimension }: Pick<Plan, '_id' | 'office' | 'dimension'>,
  number?: number,
) {
  return number === undefined
    ? { place: _id, theme: _id }
    : { place: `${office}:${number}`, theme: `${office}:${dimension}` };
}
