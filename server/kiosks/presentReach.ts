/**
 * Reach: which offices have network points and kiosks. It counts only devices and points, since an answer does not know the device
 * that it came from.
 */
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Language } from '../i18n/languages.ts';
import { loadOffices } from '../offices/loadOffices.ts';
import { isValidOn } from '../offices/office.ts';
import { officeName } from '../offices/officeName.ts';
import { KioskModel, type KioskState, stateOf } from './kiosk.ts';
import { type Point, PointModel } from './point.ts';

export interface ReachRow {
  code: string;
  name: string;
  depth: number;
  points: number;
  active: number;
  /** Registered, but without a heartbeat for days, or waiting for their device. */
  quiet: number;
  hasNone: boolean;
}

export interface Reach {
  rows: ReachRow[];
  totals: { offices: number; without: number; points: number; active: number; quiet: number };
  kinds: { kind: string; points: number }[];
}

export async function presentReach(language: Language, now: Date): Promise<Reach> {
  const [tree, points, kiosks] = await Promise.all([
    loadOffices(language),
    PointModel.find().lean(),
    KioskModel.find().lean(),
  ]);
  const quietStates: KioskState[] = ['waiting', 'silent'];
  const countOf = (office: string, isCounted: (state: KioskState) => boolean) =>
    kiosks.filter((kiosk) => kiosk.office === office && isCounted(stateOf(kiosk, now))).length;
  const rows = tree
    .inOrder()
    .filter(({ office }) => isValidOn(office, isoDayOf(now)))
    .map(({ office, depth }) => {
      const reached = {
        points: points.filter((point) => point.office === office.code).length,
        active: countOf(office.code, (state) => state === 'active'),
        quiet: countOf(office.code, (state) => quietStates.includes(state)),
      };
      const hasNone = reached.points + reached.active === 0;
      return { code: office.code, name: officeName(office, language), depth, ...reached, hasNone };
    });
  const sum = (pick: (row: ReachRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    rows,
    totals: {
      offices: rows.length,
      without: rows.filter(({ hasNone }) => hasNone).length,
      points: sum((row) => row.points),
      active: sum((row) => row.active),
      quiet: sum((row) => row.quiet),
    },
    kinds: kindsOf(points),
  };
}

function kindsOf(points: readonly Point[]): Reach['kinds'] {
  const counts = new Map<string, number>();
  for (const { kind } of points) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, points: count })).sort((a, b) => b.points - a.points);
}
