/**
 * Whoever reads the log, at every level: a small wave with mail, scripts and without, a kiosk, paper, wrong codes and the daily mail, written twice.
 * In the second one other people have answered, in another order. The lines must be the same but for their times and ids of requests.
 */

import { load } from 'cheerio';
import { pino } from 'pino';
import supertest from 'supertest';
import { createApp } from '../../../server/app.ts';
import { sendDigests } from '../../../server/campaigns/digest/sendDigests.ts';
import { createFailureLimits } from '../../../server/http/failureLimits.ts';
import { compileQuestionnaire } from '../../../server/instruments/compileQuestionnaire.ts';
import { seedOffices } from '../../../server/offices/seedOffices.ts';
import { deliverRound } from '../../../server/participation/delivery/deliverRound.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { BallotModel } from '../../../server/responses/ballot.ts';
import { newKiosk } from '../../kiosks/supportKiosk.ts';
import { inviteAddresses } from '../../support/inbox.ts';
import { type Agent, csrfOf, passwordCost, people, postForm, signInAs } from '../../support/people.ts';
import { stockedSigningKey } from '../../support/signingKeyStock.ts';
import { instrument, situation } from '../../support/situation.ts';
import { testApp } from '../../support/testApp.ts';
import { emptyStore } from '../../support/testStore.ts';
import { voter } from '../../support/voter.ts';
import type { AttackRow } from '../attackRow.ts';

const survey = instrument();
const questionnaire = compileQuestionnaire([survey]);
const [item] = questionnaire.items.map(({ id }) => id);
const remark = 'سالن غذاخوری را بزرگ‌تر کنید';
const levels = ['trace', 'debug', 'info'] as const;

export interface LoggedWave {
  lines: string[];
  /** Codes, ids of invitations and ballots, answers and addresses: what no line may hold. */
  secrets: string[];
  answered: number;
}

export async function loggedWave(
  order: 'first' | 'last',
  level: (typeof levels)[number],
): Promise<LoggedWave> {
  await emptyStore();
  const lines: string[] = [];
  const logger = pino({ level }, { write: (line: string) => void lines.push(line) });
  const { config, clock } = await testApp();
  const app = createApp({
    ...{
      config,
      clock,
      logger,
      sessionSecret: 'a secret of the tests',
      failureLimits: createFailureLimits(),
    },
    ...{ makeSigningKey: stockedSigningKey, passwordCost },
  });
  await seedOffices(clock.now());
  const { keyDir } = config;
  const { wave, codes } = await situation.openWave({
    keyDir,
    offices: 1,
    invitations: 8,
    headcount: 20,
    demographics: ['gender'],
  });
  const own = order === 'first' ? codes.office1!.slice(0, 4) : codes.office1!.slice(4).reverse();
  const addresses = ['a@example.ir', 'b@example.ir'];
  await inviteAddresses({ wave: wave._id, keyDir }, clock.now(), addresses);
  const mailed: string[] = [];
  const sender = {
    send: async (_: string, { text }: { text: string }) => {
      mailed.push(text);
      return { kind: 'sent' as const };
    },
    close: () => undefined,
  };
  await deliverRound(
    {
      senders: { email: sender as never, sms: null, close: () => undefined },
      clock,
      baseUrl: 'https://p.ea.ir',
      keyDir,
    },
    { email: 10, sms: 10 },
  );
  const [byScript = '', withoutScript = '', onPaper = '', wrongly = ''] = own;
  const box = voter(app, wave._id);
  await box.vote(byScript, { items: { [item!]: order === 'first' ? 4 : 2 } });
  await plainly(app, wave._id, withoutScript);
  const administrator = await signInAs(app, people.administrator);
  await paper(app, administrator, onPaper);
  await kiosk(app, administrator);
  await box.right(`${wrongly.slice(0, 19)}!`);
  await box.post('ballots', { credential: 'none', answers: {} });
  await box.post('signature', { code: wrongly, blinded: 'x' });
  await supertest(app).get(`/w/${wave._id}/answers?code=${wrongly}`);
  await postForm(administrator, '/desk/digest', { address: 'sara@example.ir' });
  await sendDigests({ send: async () => ({ kind: 'sent' }) } as never, clock.now(), 'https://p.ea.ir');
  const invitations = await InvitationModel.find().lean();
  const ballots = await BallotModel.find().lean();
  const mailedCodes = mailed.map((text) => /#([0-9A-Z]{20})/.exec(text)?.[1] ?? '');
  return {
    lines,
    secrets: [
      ...[...codes.office1!, ...mailedCodes].filter(Boolean),
      ...invitations.flatMap(({ _id, codeHashes }) => [_id, ...codeHashes]),
      ...ballots.map(({ _id }) => _id),
      ...addresses,
      remark,
      '127.0.0.1',
    ],
    answered: invitations.filter(({ used }) => used).length,
  };
}

type App = Parameters<typeof voter>[0];

async function plainly(app: App, wave: string, code: string): Promise<void> {
  const path = `/w/${wave}/answers`;
  const first = await supertest(app).post(path).type('form').send({ code });
  const nonce = String(load(first.text)('input[name="nonce"]').attr('value'));
  const answers = { [`i.${item}`]: '3', [`o.${survey.openQuestions[0]!.id}`]: remark };
  await supertest(app)
    .post(path)
    .type('form')
    .send({ code, nonce, step: '99', go: 'send', ...answers })
    .expect(200);
}

/** The same sheet typed by two clerks. */
async function paper(app: App, _administrator: Agent, code: string): Promise<void> {
  const items = Object.fromEntries(questionnaire.items.map(({ id }) => [`i.${id}`, '4']));
  const sheet = { code, ...items, 'd.gender': '1', 'o.comment': remark };
  for (const clerk of [people.clerk, { username: 'reza', role: 'clerk' as const }]) {
    const agent = await signInAs(app, clerk);
    const _csrf = csrfOf((await agent.get('/desk')).text);
    await agent
      .post('/desk/papers/passes')
      .type('form')
      .send({ _csrf, ...sheet })
      .expect(303);
  }
}

async function kiosk(app: App, administrator: Agent): Promise<void> {
  const { link } = await newKiosk(administrator);
  const device = (path: string, body: object) =>
    supertest(app).post(`/kiosk/${path}`).set('Accept', 'application/json').send(body);
  const { body } = await device('registration', { link }).expect(200);
  await device('heartbeat', { token: body.token }).expect(200);
  await device('heartbeat', { token: 'none' });
}

/** Without what every line has of its own: time, process, id and length of the request. */
export const kept = (line: string): string =>
  line.replaceAll(/"(?:time|pid|hostname|requestId|ms|responseTime|id)":(?:"[^"]*"|\d+(?:\.\d+)?),?/g, '');

export interface LogFindings {
  lines: number;
  answered: number;
  leaked: string[];
  /** Lines that the one wave has and the other has not. */
  differing: string[];
}

export async function readLogs(): Promise<LogFindings> {
  const found: LogFindings = { lines: 0, answered: 0, leaked: [], differing: [] };
  for (const level of levels) {
    const [one, other] = [await loggedWave('first', level), await loggedWave('last', level)];
    for (const { lines, secrets, answered } of [one, other]) {
      found.lines += lines.length;
      found.answered += answered;
      found.leaked.push(...secrets.filter((secret) => lines.some((line) => line.includes(secret))));
    }
    const [a, b] = [one.lines.map(kept), other.lines.map(kept)];
    found.differing.push(...a.filter((line, at) => line !== b[at]), ...b.slice(a.length));
  }
  return found;
}

export async function logRow(): Promise<AttackRow> {
  const { lines, answered, leaked, differing } = await readLogs();
  return {
    attack:
      'the log of a whole small wave (mail, script, form, paper, kiosk, wrong codes, digest) at trace, debug and info',
    tried: `a code, id, address or answer; who of ${answered} has answered, and in which order, by ${lines} lines of two such waves`,
    best: `${leaked.length} found; ${differing.length} lines differ`,
    chance: '0',
  };
}
