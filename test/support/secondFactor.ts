/** People with an authenticator app: the test has the app too, and goes through the real forms. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import { Secret, TOTP } from 'otpauth';
import supertest from 'supertest';
import { type Agent, csrfOf, type Person, password, postForm, signInAs } from './people.ts';

export interface App {
  /** What the app shows at a moment. */
  codeAt(at: Date): string;
  recoveryCodes: string[];
}

export const page = '/desk/account/second-factor';

/** The secret as a person types it from the page. */
export function lettersOn(html: string): string {
  return load(html)('dd .code').first().text().replaceAll(' ', '');
}

export function appWith(letters: string): Pick<App, 'codeAt'> {
  const totp = new TOTP({ secret: Secret.fromBase32(letters) });
  return { codeAt: (at) => totp.generate({ timestamp: at.getTime() }) };
}

/** Adds an app to the account of somebody who is signed in. */
export async function addApp(agent: Agent, now: Date): Promise<App> {
  const form = await agent.get(`${page}/app`).expect(200);
  const app = appWith(lettersOn(form.text));
  const answer = await agent
    .post(`${page}/app`)
    .type('form')
    .send({
      _csrf: csrfOf(form.text),
      pending: String(load(form.text)('[name=pending]').val()),
      code: app.codeAt(now),
      currentPassword: password,
    });
  assert.equal(answer.status, 200, 'the codes are shown at once');
  const recoveryCodes = load(answer.text)('.recovery-codes .code')
    .toArray()
    .map((one) => load(one).text());
  return { ...app, recoveryCodes };
}

/** Somebody with an account and an app, who is signed in. */
export async function signInWithApp(server: Express, person: Person, now: Date) {
  const agent = await signInAs(server, person);
  return { agent, app: await addApp(agent, now) };
}

/** The first step of signing in. */
export async function givePassword(server: Express, { username }: Person) {
  const agent = supertest.agent(server);
  const form = await agent.get('/desk/sign-in');
  const sent = { _csrf: csrfOf(form.text), username, password };
  const answer = await agent.post('/desk/sign-in').type('form').send(sent);
  return { agent, answer };
}

/** Answers a page that asks for a code, with what it carries. */
export function answerPage(agent: Agent, html: string, typed: { code?: string; recoveryCode?: string }) {
  const $ = load(html);
  const form = $('main form');
  const hidden = Object.fromEntries(
    form
      .find('input[type=hidden]')
      .toArray()
      .map((one) => [String($(one).attr('name')), String($(one).val())]),
  );
  return agent
    .post(String(form.attr('action')))
    .type('form')
    .send({ ...hidden, ...typed });
}

/** Asks for a code again before going on, as a person who is asked answers. */
export async function proveAgain(agent: Agent, code: string): Promise<void> {
  const answer = await postForm(agent, '/desk/proof', { code, to: '/desk' });
  assert.equal(answer.status, 303);
}
