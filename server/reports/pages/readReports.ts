/**
 * Many published reports at once, without the parts that a page does not draw: one query instead of one an office. Only of
 * released waves; before, every report says the same and is made without the store.
 */
import mongoose from 'mongoose';
import type { Wave } from '../../waves/wave.ts';
import { findReport } from '../findReport.ts';
import type { Scope } from '../groups.ts';
import type { Report } from '../report.ts';
import { type PublishedReport, ReportModel } from '../reportModel.ts';

export interface Wanted {
  code: string;
  scope: Scope;
}

/** Items, drivers and measurement quality are the bulk of a report. */
const withoutItems = {
  'report.instruments.dimensions.items': 0,
  'report.instruments.drivers': 0,
  'report.instruments.aggregation': 0,
};

/** In the order asked for, dimensions without their items; those that the wave does not have are left out. */
export async function readReports(wave: Wave, wanted: readonly Wanted[]): Promise<Report[]> {
  if (wave.state !== 'released') {
    const made = await Promise.all(wanted.map(({ code, scope }) => findReport(wave, code, scope)));
    return made.filter((report) => report !== null);
  }
  const ids = wanted.map(({ code, scope }) => `${wave._id}:${code}:${scope}`);
  const filter = { _id: mongoose.trusted({ $in: ids }) };
  const found = await ReportModel.find(filter, withoutItems).lean<PublishedReport[]>();
  const byId = new Map(found.map(({ _id, report }) => [_id, report]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** All reports of one scope of a released wave, dimensions without their items. */
export async function readScope(wave: Wave, scope: Scope): Promise<Report[]> {
  if (wave.state !== 'released') return [];
  const found = await ReportModel.find({ wave: wave._id, scope }, withoutItems).lean<PublishedReport[]>();
  return found.map(({ report }) => report);
}
