/**
 * The published reports of one office over a chain of successive waves, oldest first. Every number comes from a report that
 * this reader may open; a wave that is not released to the reader ends the chain.
 */

import { findPublishedReport } from '../reports/published/findPublished.ts';
import type { Report } from '../reports/published/reportObject.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';

export interface WavePoint {
  title: string;
  closesAt: Date | null;
  report: Report;
}

const maxChainLength = 12;

/** `mayRead` says whether the reader may see the office in that earlier wave. */
export async function gatherTrend(
  wave: Wave,
  report: Report,
  mayRead: (earlier: Wave) => boolean,
): Promise<WavePoint[]> {
  const points: WavePoint[] = [{ title: wave.title, closesAt: wave.closesAt, report }];
  const seen = new Set([wave._id]);
  let next = wave.previous;
  while (next !== null && !seen.has(next) && points.length < maxChainLength) {
    seen.add(next);
    const earlier = await WaveModel.findById(next).select('-instruments').lean();
    if (earlier?.state !== 'released' || !mayRead(earlier)) break;
    const { instruments } = wave;
    const found = await findPublishedReport({ ...earlier, instruments }, report.office, report.scope);
    if (!found) break;
    points.unshift({ title: earlier.title, closesAt: earlier.closesAt, report: found });
    next = earlier.previous;
  }
  return points;
}
