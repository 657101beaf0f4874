/** The longer tables of a report for documents: what goes with the outcome, breakdowns, and the scores over the waves. */
import type { ShownSection } from './officeReading.ts';

export function driversOf({ drivers }: ShownSection) {
  if (!drivers) return null;
  return {
    title: drivers.title,
    hasIdeal: drivers.hasIdeal,
    rows: drivers.rows.map(({ label, direction, gap, share, interval }) => ({
      label,
      direction,
      gap,
      share,
      interval,
    })),
    notes: [drivers.untold, drivers.note, drivers.from].filter(Boolean),
  };
}

export function breakdownsOf({ breakdowns }: ShownSection) {
  return (breakdowns?.questions ?? []).map(({ title, verdict, rows }) => ({
    title,
    verdict,
    rows: rows.map((row) => {
      const none = { label: row.label, mean: '', n: '', range: '' };
      if (!('mean' in row)) return { ...none, hidden: row.hidden?.word ?? '–' };
      return {
        label: row.label,
        mean: row.mean ?? '',
        n: row.n ?? '',
        range: row.interval ?? '',
        hidden: '',
      };
    }),
  }));
}

export function trendOf({ trend }: ShownSection) {
  if (!trend) return null;
  return {
    title: trend.title,
    verdict: trend.verdict,
    rows: trend.rows.map(({ wave, mean, interval }) => [wave, mean, interval]),
  };
}
