/** People who sign in, and `signInAs`, which goes through the real form and gives back an agent that stays signed in. */
import assert from 'node:assert/strict';
import { hash } from '@node-rs/argon2';
import { load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { AccountModel, type OfficeGrant, type Role } from '../../server/accounts/account.ts';
import { audit } from '../../server/accounts/audit/audit.ts';

export type Agent = ReturnType<typeof supertest.agent>;

export const password = 'چهار واژهٔ بی‌ربط کنار هم';
/** With the least work that argon2 takes: a hash says itself how it is to be checked. Passwords that a form sets have the usual one. */
export const passwordCost = { memoryCost: 8, timeCost: 1, parallelism: 1 };
let passwordHash: Promise<string> | undefined;

export interface Person {
  username: string;
  role: Role;
  grants?: OfficeGrant[];
  displayName?: string;
}

export const people = {
  administrator: { username: 'sara', role: 'administrator', displayName: 'سارا مدیر' },
  manager: { username: 'karim', role: 'manager', displayName: 'کریم فرماندار' },
  analyst: { username: 'leila', role: 'analyst', displayName: 'لیلا تحلیلگر' },
  auditor: { username: 'omid', role: 'auditor', displayName: 'امید ناظر' },
  clerk: { username: 'mina', role: 'clerk', displayName: 'مینا متصدی' },
  reviewer: { username: 'nasrin', role: 'reviewer', displayName: 'نسرین بررسی‌کننده' },
} satisfies Record<Role, Person>;

/** Stores the person's account (once); its id is the username. */
export async function account(person: Person): Promise<string> {
  passwordHash ??= hash(password.normalize('NFKC'), passwordCost);
  await AccountModel.updateOne(
    { _id: person.username },
    {
      $set: {
        username: person.username,
        displayName: person.displayName ?? person.username,
        role: person.role,
        grants: person.grants ?? [],
        passwordHash: await passwordHash,
        disabled: false,
      },
    },
    { upsert: true },
  );
  return person.username;
}

/** Another administrator's account, which one administrator has made since: two names of one person. */
export async function puppetOf(maker: string, at: Date): Promise<Person> {
  const puppet: Person = { username: `puppet-of-${maker}`, role: 'administrator' };
  const id = await account(puppet);
  await audit({ at, actor: maker, action: 'account.create', subject: { kind: 'account', id } });
  return puppet;
}

/** The token of the first form on a page. */
export function csrfOf(html: string): string {
  return String(load(html)('input[name=_csrf]').first().val() ?? '');
}

/** Signs in through the form, creating the account when needed. */
export async function signInAs(app: Express, person: Person): Promise<Agent> {
  await account(person);
  return signIn(app, person.username);
}

/** Signs in through the form of an app, or of the server at an address, where the account is stored. */
export async function signIn(server: Express | string, username: string): Promise<Agent> {
  const agent = supertest.agent(server);
  const page = await agent.get('/desk/sign-in').expect(200);
  await agent
    .post('/desk/sign-in')
    .type('form')
    .send({ _csrf: csrfOf(page.text), username, password })
    .expect(303);
  return agent;
}

/** Posts a form with the token of a page (of the desk's first page unless another is named). */
export async function postForm(
  agent: Agent,
  path: string,
  fields: Record<string, string | string[]>,
  from = '/desk',
) {
  const page = await agent.get(from);
  const token = csrfOf(page.text);
  assert.ok(token, `no form on ${from} (${page.status})`);
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: token, ...fields });
}
