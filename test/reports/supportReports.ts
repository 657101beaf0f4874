/** Reports of a few invented offices, and what tests take out of them. */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import type { TalliedWave } from '../../server/reports/making/waveStatistics.ts';
import {
  isShown,
  type Report,
  type Score,
  type ShownDimension,
} from '../../server/reports/published/reportObject.ts';
import { type Answer, instrument, type SmallOffice } from './smallWave.ts';

export const two = instrument({ dimensions: { trust: ['t1', '-t2', 't3'], pay: ['p1'] } });

/** n sheets that vary from person to person, always the same. */
export function sheets(n: number, start = 0, items = 4, points = 5): Answer[][] {
  return Array.from({ length: n }, (_, r) =>
    Array.from({ length: items }, (_, i) => 1 + ((r * 7 + i * 3 + start + ((r * i) % 3)) % points)),
  );
}

/** The reports of a wave, and of the one before it where there is one. */
export function reportsOf(current: TalliedWave, previous: TalliedWave | null = null): Report[] {
  return buildWaveReports({ current, previous }).reports;
}

export function find(reports: Report[], office: string, scope: Report['scope'] = 'own'): Report {
  return reports.find((report) => report.office === office && report.scope === scope)!;
}

export function shownIndex(report: Report): Score {
  const { index } = report.instruments[0]!;
  assert.ok(isShown(index), JSON.stringify(index));
  return index;
}

export function shownDimension(report: Report, id: string): ShownDimension {
  const dimension = report.instruments[0]!.dimensions.find((one) => one.id === id)!;
  assert.ok(isShown(dimension), JSON.stringify(dimension));
  return dimension;
}

export const threeOffices: Record<string, SmallOffice> = {
  root: { headcount: 60, answers: sheets(40) },
  a: { parent: 'root', headcount: 30, answers: sheets(25, 1) },
  b: { parent: 'root', headcount: 50, answers: sheets(30, 2) },
};

/** Fails on NaN and Infinity anywhere in the value. */
export function assertFinite(value: unknown): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value));
  else if (value !== null && typeof value === 'object') Object.values(value).forEach(assertFinite);
}
