/** A released wave of a small province, stored and published, for tests of pages; and the check every page has to pass. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Instrument } from '../../server/instruments/instrument.ts';
import { publishWaveReports } from '../../server/reports/making/publishWaveReports.ts';
import { saveTally } from '../../server/reports/tally/tallyModel.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../reports/smallWave.ts';

export const survey = (points = 5): Instrument =>
  instrument({
    points,
    dimensions: { trust: ['honest', '-aloof'], pay: ['fair', 'enough'], pride: ['proud', 'stay'] },
    outcome: 'pride',
  });

/** Answers that vary by person and item; `lift` raises the office. */
export function sheets(n: number, lift: number, { points = 5, items = 6 } = {}): Answer[][] {
  return Array.from({ length: n }, (_, person) =>
    Array.from({ length: items }, (_, item) => {
      const drawn = (person * 7 + item * 3 + ((person * item) % 4) + lift) % points;
      return 1 + drawn;
    }),
  );
}

/** A province with two governorates; `small` has few answers, `tiny` too few, `empty` nobody, `c` and `d` are merged. */
export const province: Record<string, SmallOffice> = {
  root: { headcount: 60, answers: sheets(40, 0) },
  north: { parent: 'root', headcount: 50, answers: sheets(35, 1) },
  south: { parent: 'root', headcount: 150, answers: sheets(60, 3) },
  small: { parent: 'north', headcount: 12, answers: sheets(7, 1) },
  tiny: { parent: 'north', headcount: 9, answers: sheets(3, 2) },
  empty: { parent: 'north', headcount: 0, answers: [] },
  c: { parent: 'south', headcount: 6, answers: sheets(5, 3) },
  d: { parent: 'south', headcount: 9, answers: sheets(6, 3) },
};

export interface Stored {
  id?: string;
  instruments?: Instrument[];
  offices?: Record<string, SmallOffice>;
  units?: Record<string, string[]>;
  wave?: Partial<Wave>;
}

export async function storedWave(asked: Stored = {}): Promise<Wave> {
  const { id = 'wave', instruments = [survey()], offices = province } = asked;
  const units = asked.units ?? (asked.offices ? {} : { 'south.joined': ['c', 'd'] });
  const { wave, tallies } = smallWave(instruments, offices, { id, units });
  await WaveModel.create({
    ...wave,
    title: 'پیمایش آزمایشی',
    opensAt: new Date('2025-10-20T00:00:00Z'),
    closesAt: new Date('2025-11-10T00:00:00Z'),
    releasedTo: ['managers', 'employees', 'public'],
    ...asked.wave,
  });
  for (const [unit, tally] of tallies) await saveTally(id, unit, tally);
  await publishWaveReports(id);
  return await WaveModel.findById(id).orFail().lean();
}

/** No broken number, no raw key, the right direction, and in Persian no foreign digit (ICC(1) and ICC(2) are names). */
export function assertReads(html: string, lang: 'fa' | 'en'): void {
  const $ = load(html);
  assert.equal($('html').attr('lang'), lang);
  assert.equal($('html').attr('dir'), lang === 'fa' ? 'rtl' : 'ltr');
  $('script, style, nav.languages, [hreflang]').remove();
  const text = `${$('main').text()} ${$('title').text()}`;
  const broken = /NaN|undefined|Infinity|\[object|reports:|\{\{|\bnull\b/;
  assert.doesNotMatch(text, broken);
  assert.doesNotMatch($.html('svg'), /NaN|undefined|Infinity|style=/);
  if (lang === 'fa') assert.doesNotMatch(text.replace(/ICC\(\d\)/g, ''), /[0-9]/);
  else assert.doesNotMatch(text.replace(/[«»]/g, ''), /[۰-۹]/);
}
