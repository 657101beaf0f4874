/**
 * Reports and the comparison of 68 offices at 10,000, 100,000 and 1,000,000 responses. Only tallies are stored, those of 10,000
 * people and multiples of them: reports are made of tallies and never of responses. The yardstick is the smallest wave.
 */
import { AccountModel, type OfficeGrant, type Role } from '../server/accounts/account.ts';
import { hashPassword } from '../server/accounts/password.ts';
import { encodeAnswers } from '../server/instruments/answers.ts';
import { publishWaveReports } from '../server/reports/making/publishWaveReports.ts';
import { findPublishedComparison, findPublishedReport } from '../server/reports/published/findPublished.ts';
import { createTallier } from '../server/reports/tally/createTallier.ts';
import type { Tally } from '../server/reports/tally/tally.ts';
import { tallyLayout } from '../server/reports/tally/tallyLayout.ts';
import { saveTally } from '../server/reports/tally/tallyModel.ts';
import { WaveModel } from '../server/waves/wave.ts';
import { fetchRaw } from './support/fetchRaw.ts';
import { type Figure, figure, type Measurement, median } from './support/figure.ts';
import { type Running, startServer } from './support/processes.ts';
import {
  instruments,
  offices,
  questionnaire,
  randomAnswers,
  seeded,
  temporaryFolders,
  waveOf,
} from './support/province.ts';
import { withStore } from './support/withStore.ts';

const people = 10_000;
const factors = [1, 10, 100];
const times = 25;
const password = 'چهار واژهٔ بی‌ربط کنار هم';
const waveId = (factor: number) => `wave${factor}`;

export const reports: Measurement = {
  name: 'reports',
  title: 'Reports by number of responses (68 offices, 70 items)',
  yardstick: 'at 10,000 responses',
  async run(_sizes, say) {
    const folders = temporaryFolders();
    try {
      say(`tallies of ${people} people`);
      const tallies = talliesOf(people);
      const measured = new Map<string, Map<number, number>>();
      const note = (name: string, factor: number, ms: number) =>
        measured.set(name, (measured.get(name) ?? new Map()).set(factor, ms));
      await withStore(folders.dataDir, async () => {
        for (const factor of factors) {
          say(`publishing reports of ${factor * people} responses`);
          note('making and storing all reports, once', factor, await publish(tallies, factor));
          await operations(factor, note);
        }
        await createReader('analyst');
      });
      const server = await startServer(folders);
      const cookie = await signIn(server, 'analyst');
      for (const factor of factors) await pages(server, cookie, factor, note);
      await server.stop();
      return figuresOf(measured);
    } finally {
      folders.remove();
    }
  },
};

type Note = (name: string, factor: number, ms: number) => void;

/** One for each office, of so many people in all. */
export function talliesOf(people: number): Tally[] {
  const layout = tallyLayout(instruments());
  const talliers = offices(null).map(() => createTallier(layout));
  const random = seeded(2);
  for (let person = 0; person < people; person += 1) {
    const { items, demographics } = encodeAnswers(questionnaire, randomAnswers(random));
    talliers[person % talliers.length]!.add(items, demographics);
  }
  return talliers.map((each) => each.tally);
}

/** The tally of the same people `factor` times over: everything in it is a count or a sum. */
function multiplied(tally: Tally, factor: number): Tally {
  return {
    cells: tally.cells.map((cell) => cell * factor),
    indexes: tally.indexes.map((index) => new Map([...index].map(([key, count]) => [key, count * factor]))),
  };
}

async function publish(tallies: readonly Tally[], factor: number): Promise<number> {
  const id = waveId(factor);
  await WaveModel.create(
    waveOf(id, { state: 'released', imported: true, releasedTo: ['managers'], launchedAt: null }),
  );
  for (const [at, { code }] of offices(null).entries())
    await saveTally(id, code, multiplied(tallies[at]!, factor));
  const began = performance.now();
  await publishWaveReports(id);
  return performance.now() - began;
}

async function repeated(work: () => Promise<unknown>): Promise<number> {
  const waits: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    await work();
    waits.push(performance.now() - began);
  }
  return median(waits);
}

async function operations(factor: number, note: Note): Promise<void> {
  const wave = await WaveModel.findById(waveId(factor)).orFail().lean();
  note('reading one report', factor, await repeated(() => findPublishedReport(wave, 'o5', 'own')));
  note('reading the comparison', factor, await repeated(() => findPublishedComparison(wave, 'culture')));
}

/** Whoever reads pages of the desk; their name is their role. */
export async function createReader(role: Role, grants: OfficeGrant[] = []): Promise<void> {
  const passwordHash = await hashPassword(password);
  await AccountModel.create({ _id: role, username: role, displayName: 'a', role, grants, passwordHash });
}

const cookieOf = (cookies: readonly string[]) => cookies.map((each) => each.split(';')[0]).join('; ');

export async function signIn({ url }: Running, username: Role): Promise<string> {
  const address = `${url}/desk/sign-in`;
  const page = await fetchRaw(address);
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const response = await fetch(address, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookieOf(page.cookies), Origin: url },
    body: new URLSearchParams({ _csrf, username, password }),
  });
  if (response.status !== 303) throw new Error(`signing in answered ${response.status}`);
  return cookieOf(response.headers.getSetCookie());
}

async function pages({ url }: Running, cookie: string, factor: number, note: Note): Promise<void> {
  const base = `${url}/desk/reports/${waveId(factor)}`;
  const visited = {
    'page of an office': `${base}/o30?scope=own`,
    'page of a governorate with all below': `${base}/o5?scope=subtree`,
    'page of the province': `${base}/o0?scope=subtree`,
    'comparison page': `${base}/comparison`,
  };
  for (const [name, address] of Object.entries(visited)) {
    const get = async () => {
      const { status } = await fetchRaw(address, { Cookie: cookie });
      if (status !== 200) throw new Error(`${address} answered ${status}`);
    };
    await get();
    note(name, factor, await repeated(get));
  }
}

function figuresOf(measured: ReadonlyMap<string, ReadonlyMap<number, number>>): Figure[] {
  return [...measured].flatMap(([name, byFactor]) =>
    factors.map((factor) => {
      const yardstick = factor === 1 ? undefined : byFactor.get(1);
      return figure(
        `${name}, ${(factor * people).toLocaleString('en')}`,
        'ms',
        byFactor.get(factor)!,
        yardstick,
      );
    }),
  );
}
