/** The store's published reports: one document for each office and scope, one comparison of all offices for each instrument. */
import mongoose, { Schema } from 'mongoose';
import type { OfficeComparison } from '../making/comparison/compareOffices.ts';
import type { LocalResults } from '../making/localResults.ts';
import type { ReportExtras } from '../making/reportExtras.ts';
import { type Scope, scopes } from '../scope.ts';
import type { Report } from './reportObject.ts';

export interface PublishedReport {
  /** `wave:office:scope` */
  _id: string;
  wave: string;
  office: string;
  scope: Scope;
  /** Exactly what other programs get. */
  report: Report;
  /** What its page shows in addition; null where nothing of the office is shown. */
  more: ReportExtras | null;
  /** Questions that this office, or one above it, has added; absent where none has. */
  local?: LocalResults[];
}

const reportSchema = new Schema<PublishedReport>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true },
    office: { type: String, required: true },
    scope: { type: String, enum: scopes, required: true },
    report: { type: Schema.Types.Mixed, required: true },
    more: { type: Schema.Types.Mixed, default: null } as never,
    local: { type: [Schema.Types.Mixed], default: undefined } as never,
  },
  { versionKey: false, collection: 'reports', minimize: false },
);
reportSchema.index({ wave: 1, scope: 1 });

export const PublishedReportModel = mongoose.model<PublishedReport>('Report', reportSchema);

export interface PublishedComparison {
  /** `wave:instrument` */
  _id: string;
  wave: string;
  comparison: OfficeComparison;
}

const comparisonSchema = new Schema<PublishedComparison>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    comparison: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, collection: 'comparisons', minimize: false },
);

export const PublishedComparisonModel = mongoose.model<PublishedComparison>('Comparison', comparisonSchema);
