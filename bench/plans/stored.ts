/** What the pages of plans and suggestions are measured on: two released waves, plans between them and after them, and suggestions. */
import { randomBytes } from 'node:crypto';
import { OfficeModel } from '../../server/offices/office.ts';
import { type Plan, PlanModel, placeOf } from '../../server/plans/plan.ts';
import { drawId, PlanDrawModel } from '../../server/plans/planDraw.ts';
import { publishWaveReports } from '../../server/reports/making/publishWaveReports.ts';
import { saveTally } from '../../server/reports/tally/tallyModel.ts';
import {
  newThreadKey,
  sealHeading,
  sealMessage,
  wrapKey,
} from '../../server/suggestions/sealing/sealText.ts';
import { SuggestionModel, type SuggestionState } from '../../server/suggestions/suggestion.ts';
import { suggestionKeys } from '../../server/suggestions/suggestionKeys.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { talliesOf } from '../reports.ts';
import { instruments, offices, waveOf } from '../support/province.ts';

const people = 10_000;
export const planCount = 200;
export const suggestionCount = 5000;
const dimensions = instruments()[0]!.dimensions.map(({ id }) => id);
export const [drawn = '', chosen = ''] = dimensions;

export async function publishWaves(): Promise<void> {
  await OfficeModel.insertMany(
    offices(40).map(({ code, level, nameFa, nameEn, parent, headcount }) => ({
      ...{ _id: code, level: level ?? 'district', nameFa, nameEn, parent, headcount },
    })),
  );
  const tallies = talliesOf(people);
  const released = { state: 'released', imported: true, launchedAt: null } as const;
  for (const [at, id] of ['first', 'second'].entries()) {
    const previous = at === 0 ? null : 'first';
    await WaveModel.create(
      waveOf(id, { ...released, previous, releasedTo: ['managers'], offices: offices(400) }),
    );
    // Other offices have other people in the second wave.
    for (const [place, { code }] of offices(400).entries())
      await saveTally(id, code, tallies[(place + 7 * at) % tallies.length]!);
    await publishWaveReports(id);
  }
}

/** Half of them of the first wave and tested by the second; the others under way. */
export async function storePlans(): Promise<void> {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const made = Array.from({ length: planCount }, (_, at): Plan => {
    const isTested = at >= planCount / 2;
    const about = {
      _id: `plan${at}`,
      office: `o${1 + (at % 67)}`,
      dimension: isTested ? chosen : dimensions[at % dimensions.length]!,
    };
    const [from, to] = isTested ? [-500, -200] : [-90, 90];
    return {
      ...about,
      ...placeOf(about),
      ...{ scope: 'own', wave: isTested ? 'first' : 'second', instrument: 'culture' },
      state: isTested ? 'done' : 'open',
      ...{ openedOn: day(from), endedOn: isTested ? day(to) : null, reason: '', practice: null },
      ...{
        action: 'معیارهای تشویق را می‌نویسیم.',
        owner: 'معاون',
        sign: 'معیارها اعلام شده است.',
        expected: 5,
      },
      ...{ startsOn: day(from), endsOn: day(to) },
      steps: [30, 60, 80].map((days) => ({ text: 'جلسه با همکاران', due: day(from + days), doneOn: null })),
      ...{ workshops: 2, hours: 60, known: { mean: 55, ci95: [51, 59], band: 2 } },
      checkIns: ['1404-3', '1404-4'].map((quarter) => ({
        ...{ quarter, day: day(from + 60), line: 'کارگاه برگزار شد.', workshops: 1, hours: 20 },
      })),
      ...{ words: null, inheritedFrom: [], revision: 0 },
      frozen: isTested
        ? { wave: 'second', day: day(-1), state: 'done', workshops: 2, hours: 40, checkIns: 2 }
        : null,
    };
  });
  await PlanModel.insertMany(made);
  await PlanDrawModel.create({
    _id: drawId('first', drawn),
    ...{ wave: 'first', instrument: 'culture', dimension: drawn, seed: '00', count: 23, day: day(-600) },
    offices: offices(null)
      .slice(22)
      .map(({ code }) => code),
  });
}

/** All of one office, sealed as real ones; no code opens them, for none is asked for. */
export async function storeSuggestions(keyDir: string): Promise<void> {
  const { threads } = await suggestionKeys(keyDir);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const text = 'برای درخواست‌های ساده یک برگهٔ راهنما جلوی در ورودی بگذاریم تا مدارک از ابتدا کامل باشد.';
  for (let from = 0; from < suggestionCount; from += 500) {
    const made = Array.from({ length: 500 }, async (_, i) => {
      const at = from + i;
      const _id = randomBytes(32).toString('hex');
      const key = newThreadKey();
      const wrapped = base64(await wrapKey(threads, key, _id));
      const state: SuggestionState = at % 20 > 0 ? 'answered' : at % 40 === 0 ? 'received' : 'planned';
      const sealed = base64(await sealMessage(key, { text }, _id));
      const entry = { at: '2026-11-07', sealed, isHidden: false };
      return {
        ...{ _id, review: `r${at}`, office: 'o0', topic: 'work', week: '2026-11-07', state },
        ...{ codeWrap: wrapped, reviewWrap: wrapped, heading: base64(await sealHeading(key, text, _id)) },
        ...{ answerBy: `2026-12-${10 + (at % 20)}`, doneBy: state === 'planned' ? '2099-01-01' : null },
        entries: [
          { ...entry, from: 'sender', state: null, office: '' },
          ...(state === 'received' ? [] : [{ ...entry, from: 'office', state, office: 'o0' }]),
        ],
        ...{ isPublic: at % 10 === 1, title: 'برگهٔ راهنما در ورودی', outcome: 'نصب شد.', mayPublish: true },
      };
    });
    await SuggestionModel.insertMany(await Promise.all(made));
  }
}
