/**
 * «What you said, what we do», for a wall: words about plans that an administrator has approved, and results only where they are open to the
 * staff. Without approved words it names where the office begins, with room to write what will be done.
 */
import { qrPath, qrSvg } from '../http/qrCode.ts';
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Plan } from '../plans/plan.ts';
import { planDimension } from '../plans/presentPlan.ts';
import { approvedPlans } from '../plans/sayWords.ts';
import { openTo } from '../waves/audience.ts';
import { resultsPath } from '../waves/paths.ts';
import { resultsWay } from '../waves/resultsWords.ts';
import type { KitOffice } from './kitOffice.ts';
import type { OfficeReading } from './officeReading.ts';

/** More would not be read from two metres away. */
const maxPairs = 3;
const progress = ['planned', 'open', 'done'] as const;

export type Poster = Awaited<ReturnType<typeof posterOf>>;

export async function posterOf(reading: OfficeReading, office: KitOffice, reader: Reader) {
  const { t } = reader;
  const isOpen = openTo(reading.wave) !== 'nobody';
  const told = (await approvedPlans(reading.wave, reading.office)).slice(0, maxPairs);
  const pairs =
    told.length > 0 ? told.map((plan) => pairOf(plan, reading, reader)) : blankPairs(office, isOpen, reader);
  const [first] = office.parts;
  return {
    answered: isOpen ? office.response : '',
    pairs,
    best:
      isOpen && first?.hidden === null
        ? first.items.best.filter((item) => item.isGood).map(({ favourable, text }) => ({ favourable, text }))
        : [],
    results: resultsOf(reading, reader),
    note: [t('kit:poster.note'), isOpen ? t('kit:poster.shares') : t('kit:poster.notOpen')].join(' '),
  };
}

/** Where staff read the results; the picture opens the page with the words typed in. Null before that. */
function resultsOf({ wave, baseUrl }: OfficeReading, { t }: Reader) {
  const way = resultsWay(wave);
  if (!way?.isOpen || baseUrl === '') return null;
  const address = `${baseUrl}${resultsPath(wave._id)}`;
  const link = way.words ? `${address}#${encodeURIComponent(way.words)}` : address;
  return {
    sentence: t(`kit:poster.results.${way.audience}`),
    // Long addresses break after a slash.
    address: address.replace(/^https?:\/\//, '').split(/(?<=\/)/),
    words: way.words.replaceAll('-', ' · '),
    qr: qrSvg(qrPath(link)),
    alt: t('kit:poster.results.qr'),
  };
}

function pairOf(plan: Plan, { wave }: OfficeReading, reader: Reader) {
  const { t, f } = reader;
  const reached = plan.state === 'done' ? 2 : plan.state === 'open' ? 1 : 0;
  return {
    score: '',
    dimension: planDimension(plan, wave, reader),
    said: plan.words?.said ?? '',
    did: plan.words?.did ?? '',
    by: t('kit:poster.by', { owner: plan.owner, until: f.dateLong(instantOfDay(plan.endsOn)) }),
    progress: progress.map((step, at) => ({
      word: t(`kit:poster.${step}`),
      reached: at <= reached,
      current: at === reached,
    })),
  };
}

/** What the report begins with, the right half left to the pen. */
function blankPairs(office: KitOffice, isOpen: boolean, { t }: Reader) {
  const priorities = office.parts.flatMap((part) => (part.hidden === null ? part.priorities : []));
  const rows = isOpen ? priorities.slice(0, maxPairs) : [];
  const blank = { did: '', by: '', progress: [] };
  if (rows.length === 0) return [{ ...blank, score: '', dimension: '', said: t('kit:poster.write') }];
  return rows.map(({ title, mean, grounds }) => ({ ...blank, score: mean, dimension: title, said: grounds }));
}
