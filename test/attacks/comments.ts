/**
 * Comments of an office, by who looks for them: on its own page, in the list of a subtree less those of the other offices, or in how many there
 * are. Every page that shows or counts comments is read by every role that may.
 */
import type { Express } from 'express';
import supertest from 'supertest';
import { CommentModel } from '../../server/responses/comment.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { type Agent, people, signInAs } from '../support/people.ts';
import type { AttackRow } from './attackRow.ts';
import { readBy } from './everythingReadable.ts';
import { peopleOf, staff, storeWave } from './people.ts';

/** How many wrote in each office; ten are needed. */
export const writers: Readonly<Record<string, number>> = {
  root: 12,
  north: 11,
  south: 9,
  heris: 7,
  tiny: 3,
  few: 0,
  large: 10,
};
const minimum = 10;

export async function storeComments(more: Partial<Wave> = {}): Promise<Wave> {
  const wave = await storeWave('remarks', peopleOf('remarks', 31), {
    opensAt: new Date('2025-10-20T00:00:00Z'),
    closesAt: new Date('2025-11-10T00:00:00Z'),
    ...more,
  });
  await CommentModel.deleteMany({ wave: wave._id });
  for (const [unit, count] of Object.entries(writers))
    for (let at = 0; at < count; at += 1) await writeComment(wave, unit, at);
  return wave;
}

const textOf = (unit: string, at: number) => `سخن ${unit.toUpperCase()} ${at}`;

export const writeComment = (wave: Wave, unit: string, at: number) =>
  CommentModel.create({
    _id: `remark-${unit}-${at}`,
    wave: wave._id,
    unit,
    question: wave.instruments[0]!.openQuestions[0]!.id,
    text: textOf(unit, at),
    review: 'approved',
  });

/** By reader and address, all that says something of comments. */
export async function readComments(app: Express, wave: Wave): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const reports = Object.keys(staff).flatMap((office) =>
    ['own', 'subtree'].map((scope) => `/reports/${wave._id}/${office}?scope=${scope}`),
  );
  const read = async (name: string, agent: Agent, addresses: readonly string[]) => {
    for (const address of addresses) found.set(`${name} ${address}`, await readBy(agent, address));
  };
  const desk = (paths: readonly string[]) => paths.map((path) => `/desk${path}`);
  for (const office of ['root', 'north']) {
    const manager = {
      ...people.manager,
      username: `remarks-${office}`,
      grants: [{ office, from: null, to: null }],
    };
    await read(`manager of ${office}`, await signInAs(app, manager), desk(reports));
  }
  await read('analyst', await signInAs(app, people.analyst), desk(reports));
  const own = [
    '',
    '/comments?review=pending',
    '/comments?review=approved',
    '/comments?review=hidden',
    '/release',
    '/quality',
  ];
  await read(
    'administrator',
    await signInAs(app, people.administrator),
    desk(['', '/retention', ...own.map((path) => `/waves/${wave._id}${path}`)]),
  );
  const results = Object.keys(staff).flatMap((office) =>
    ['own', 'subtree'].map((scope) => `/waves/${wave._id}/results/${office}?scope=${scope}`),
  );
  await read('anyone', supertest.agent(app), results);
  return found;
}

/** All comments that stand on a page. */
export function textsOn(page: string): Set<string> {
  const all = Object.entries(writers).flatMap(([unit, count]) =>
    Array.from({ length: count }, (_, at) => textOf(unit, at)),
  );
  return new Set(all.filter((text) => page.includes(`${text}<`)));
}

/** Texts of offices with too few that somebody reads, and those that a subtree's page has more than the pages of its offices. */
export function readable(pages: ReadonlyMap<string, string>): {
  ofFew: number;
  bySubtraction: number;
  shown: number;
} {
  const all = [...pages.values()].join();
  const texts = (few: boolean) =>
    Object.entries(writers)
      .filter(([, count]) => count < minimum === few)
      .flatMap(([unit, count]) => Array.from({ length: count }, (_, at) => textOf(unit, at)));
  const wide = [...pages].filter(([address]) => address.includes('scope=subtree')).map(([, page]) => page);
  return {
    ofFew: texts(true).filter((text) => all.includes(text)).length,
    bySubtraction: [...texts(true), ...texts(false)].filter((text) =>
      wide.some((page) => page.includes(text)),
    ).length,
    shown: texts(false).filter((text) => all.includes(text)).length,
  };
}

export async function commentRow(app: Express): Promise<AttackRow> {
  const wave = await storeComments();
  const before = await readComments(app, wave);
  const { ofFew, bySubtraction } = readable(before);
  await writeComment(wave, 'tiny', 3);
  await writeComment(wave, 'few', 0);
  const after = await readComments(app, wave);
  const counted = [...before].filter(([address, page]) => after.get(address) !== page).length;
  const few = Object.values(writers).filter((count) => count < minimum);
  return {
    attack:
      'comments: of an office with too few, on its page, by its subtree less its siblings, by counts of comments',
    tried: `a text, or a reply that changes when one more person writes; ${few.reduce((a, b) => a + b, 0)} texts of ${few.length} offices, ${before.size} replies`,
    best: `${ofFew} texts, ${bySubtraction} by subtraction, ${counted} replies`,
    chance: '0',
  };
}
