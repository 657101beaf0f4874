/** Change over five waves and more: made with the fifth, read on the comparison, by the API and as a spreadsheet, and only by who may read all waves. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { findReadableComparison } from '../../server/reportPages/hidePrevious.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import type { SmallOffice } from '../reports/smallWave.ts';
import { signInAs } from '../support/people.ts';
import { useApp } from '../support/testApp.ts';
import { storedWave, survey } from './storedWave.ts';

function offices(year: number): Record<string, SmallOffice> {
  const random = randomFrom(year + 1);
  const people = (count: number) =>
    Array.from({ length: count }, () =>
      Array.from({ length: 6 }, () => Math.min(5, Math.max(1, Math.round(1 + 3 * random() + year / 3)))),
    );
  const below = Array.from({ length: 11 }, (_, j): [string, SmallOffice] => [
    `o${j}`,
    { parent: 'root', headcount: 40, answers: people(20 + j) },
  ]);
  return { root: { headcount: 40, answers: people(20) }, ...Object.fromEntries(below) };
}
