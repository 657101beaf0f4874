/** What was seen under each attack, as a table and against its limits. */
import { type Figure, figure, quantile } from '../support/figure.ts';
import type { Looked } from './bystander.ts';

export interface Seen {
  name: string;
  looked: Looked;
  /** What the attacker was answered. */
  statuses: ReadonlyMap<number, number>;
  residentMb: number;
  /** Until a page came quickly again. */
  backMs: number;
  /** Of the store's file. */
  grownMb: number;
}

const maxP95Ms = 500;
const maxResidentMb = 600;

const waitsOf = ({ looked }: Seen) => looked.waits.flat();
/** The page of those three that was worst. */
const p95Of = ({ looked }: Seen) => Math.max(...looked.waits.map((waits) => quantile(waits, 0.95)));

/** 500 is an error of ours; 503 tells to come again. */
const errorsOf = ({ statuses }: Seen) =>
  [...statuses].reduce((sum, [status, count]) => (status >= 500 && status !== 503 ? sum + count : sum), 0);

const ms = (value: number) => `${Math.round(value)}`;

function answered(statuses: ReadonlyMap<number, number>): string {
  const counted = [...statuses].sort(([a], [b]) => a - b);
  return (
    counted.map(([status, count]) => `${status || 'cut'}: ${count.toLocaleString('en')}`).join(', ') || '–'
  );
}

export function attackTable(seen: readonly Seen[]): string {
  const rows = seen.map((one) => {
    const waits = waitsOf(one);
    const times = [quantile(waits, 0.5), p95Of(one), Math.max(...waits)].map(ms).join(' / ');
    const back = Number.isNaN(one.backMs) ? 'no' : `${(one.backMs / 1000).toFixed(1)} s`;
    return `| ${one.name} | ${answered(one.statuses)} | ${errorsOf(one)} | ${times} | ${one.looked.failed} of ${waits.length} | ${one.residentMb.toFixed(0)} | ${one.grownMb.toFixed(1)} | ${back} |`;
  });
  return [
    '| attack | the attacker was answered | 5xx but 503 | others: p50 / p95 of the worst page / worst, ms | others refused or failed | memory at most, MB | store grew, MB | well again after |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Each limit that was broken, as a sentence. */
export function broken(seen: readonly Seen[]): string[] {
  return seen.flatMap((one) => {
    const wrong: string[] = [];
    if (!(p95Of(one) < maxP95Ms)) wrong.push(`others waited ${ms(p95Of(one))} ms at p95, limit ${maxP95Ms}`);
    if (!(one.residentMb < maxResidentMb))
      wrong.push(`${one.residentMb.toFixed(0)} MB of memory, limit ${maxResidentMb}`);
    if (errorsOf(one) > 0) wrong.push(`${errorsOf(one)} answers of 5xx`);
    if (one.looked.failed > 0)
      wrong.push(`${one.looked.failed} of the others' requests were refused or failed`);
    if (Number.isNaN(one.backMs)) wrong.push('no page came quickly afterwards');
    return wrong.map((what) => `${one.name}: ${what}`);
  });
}

export function figuresOfAttacks(seen: readonly Seen[]): Figure[] {
  return seen.flatMap((one) => [
    figure(`${one.name}: p95 of the worst page`, 'ms', p95Of(one), maxP95Ms),
    figure(`${one.name}: memory at most`, 'MB', one.residentMb, maxResidentMb),
    figure(`${one.name}: refused or failed of others`, '', one.looked.failed),
    figure(`${one.name}: 5xx but 503`, '', errorsOf(one)),
  ]);
}
