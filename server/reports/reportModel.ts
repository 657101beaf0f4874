/** Published reports: one document an office and scope, and one comparison of all offices a wave. Made once, for all readers. */
import mongoose, { Schema } from 'mongoose';
import type { Comparison } from './comparison.ts';
import type { Report } from './report.ts';

export interface PublishedReport {
  /** `wave:office:scope` */
  _id: string;
  wave: string;
  office: string;
  scope: 'own' | 'subtree';
  report: Report;
}

const reportSchema = new Schema<PublishedReport>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true },
    office: { type: String, required: true },
    scope: { type: String, enum: ['own', 'subtree'], required: true },
    report: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, collection: 'reports', minimize: false },
);
reportSchema.index({ wave: 1, scope: 1 });

export const ReportModel = mongoose.model<PublishedReport>('Report', reportSchema);

export interface PublishedComparison {
  /** The wave. */
  _id: string;
  comparison: Comparison;
}

const comparisonSchema = new Schema<PublishedComparison>(
  { _id: { type: String, required: true }, comparison: { type: Schema.Types.Mixed, required: true } },
  { versionKey: false, collection: 'comparisons', minimize: false },
);

export const ComparisonModel = mongoose.model<PublishedComparison>('Comparison', comparisonSchema);
