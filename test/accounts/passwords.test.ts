/** Passwords: which are refused when they are set, on every way to set one; and how their hashes are made and renewed. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { AccountModel } from '../../server/accounts/account.ts';
import { issueFirstAdministratorToken } from '../../server/accounts/firstAdministrator.ts';
import {
  hashesAtOnce,
  hashPassword,
  isOutdated,
  passwordCost,
  verifyPassword,
} from '../../server/accounts/password.ts';
import { weaknessOf } from '../../server/accounts/passwordRules/weakness.ts';
import { firstAdministratorPath, setPasswordPath } from '../../server/accounts/paths.ts';
import { issueSetPasswordToken } from '../../server/accounts/setPassword.ts';
import { signIn } from '../../server/accounts/signIn.ts';
import { translator } from '../../server/i18n/translator.ts';
import { account, csrfOf, password, people, passwordCost as testCost } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const about = ['narges', 'نرگس احمدزاده'];
const t = translator('fa');

describe('a new password', () => {
  const refused: Record<string, string[]> = {
    'digits in any script': [
      '123456789012',
      '۱۲۳۴۵۶۷۸۹۰۱۲',
      '١٢٣٤٥٦٧٨٩٠١٢',
      '839201746583',
      '6037991712345678',
    ],
    'the keyboard, in either layout': [
      'qwertyuiop12',
      'ضصثقفغعهخحجچ',
      'شسیبلاتنمکگ۱',
      '1qaz2wsx3edc',
      'zaq1xsw2cde3',
    ],
    'a listed word with digits': [
      'Password1234!',
      'p@ssw0rd1234',
      'drowssap4321',
      'iloveyou2026',
      'سلام۱۲۳۴۵۶۷۸',
    ],
    'names and years': ['mohammad1370ali', 'محمدرضا۱۳۷۰علی', 'maryam&ali1398', 'یاحسین ۱۴۰۵ یاعلی'],
    'the place and the product': [
      'Tabriz-1405-ok',
      'farhangsanj1405',
      'فرهنگ‌سنج ۱۴۰۵',
      'استانداری تبریز ۱۴۰۵',
      'Az@rbaijan1405',
    ],
    'the person': ['narges.narges1', 'نرگس احمدزاده ۱۳', 'احمدزاده narges 1370'],
    repetition: ['aaaaaaaaaaaa', 'abcabcabcabc', 'qxv7qxv7qxv7', 'کتاب کتاب کتاب'],
    'a word on the wrong layout': ['jfvdc123456789', 'حشسسصخقی۱۲۳۴'],
    'signs nobody sees': ['\u200c'.repeat(14), ' '.repeat(14)],
  };
  for (const [kind, passwords] of Object.entries(refused)) {
    it(`is refused when it is made of ${kind}`, () => {
      for (const one of passwords) assert.equal(weaknessOf(one, about), 'common', one);
    });
  }

  it('has at least twelve characters and at most two hundred, as people count them', () => {
    assert.equal(weaknessOf('k7#mQ2p!9xL', about), 'length');
    assert.equal(weaknessOf('k7#mQ2p!9xLz', about), null);
    assert.equal(weaknessOf('😀'.repeat(6), about), 'length');
    assert.equal(weaknessOf(`${'سیب میز ابر کوه '.repeat(13)}`, about), 'length');
  });

  it('may be a line of unrelated words, or letters that are none', () => {
    const used = [
      password,
      'correct horse battery staple',
      'سیب میز ابر کوه پل',
      'kdjfhqmzpwxa',
      '3f9a1c7e2b8d6a05',
    ];
    for (const one of used) assert.equal(weaknessOf(one, about), null, one);
  });

  it('is judged in a moment, however long it is', () => {
    const started = process.cpuUsage();
    for (const one of ['a'.repeat(200), 'abcde12345'.repeat(20), 'x1'.repeat(100)]) weaknessOf(one, about);
    assert.ok(process.cpuUsage(started).user < 1_000_000);
  });
});

describe('setting a password', () => {
  useDatabase();
  let test: TestApp;
  beforeEach(async () => {
    test = await testApp();
  });
  const submit = async (path: string, fields: Record<string, string>) => {
    const agent = supertest.agent(test.app);
    const page = await agent.get(path).expect(200);
    return agent
      .post(path)
      .type('form')
      .send({ _csrf: csrfOf(page.text), ...fields });
  };
  const twice = (one: string) => ({ password: one, passwordAgain: one });

  it('refuses what is easy to guess on a one-time link, with the sentence at its field', async () => {
    await account(people.manager);
    const { token } = await issueSetPasswordToken(people.manager.username, test.clock.now());
    for (const one of ['۱۲۳۴۵۶۷۸۹۰۱۲', 'karim.karim.2026', 'کریم فرماندار ۱۴۰۵']) {
      const page = load((await submit(setPasswordPath(token), twice(one))).text);
      assert.equal(page('#password-error').text(), t('accounts:errors.password.common'), one);
    }
  });

  it('refuses it of the first administrator, who keeps what else was typed', async () => {
    const path = firstAdministratorPath(await issueFirstAdministratorToken());
    const person = { username: 'shabnam', displayName: 'شبنم', ...twice('shabnam shabnam') };
    const answer = await submit(path, person);
    assert.equal(answer.status, 422);
    assert.equal(load(answer.text)('#password-error').text(), t('accounts:errors.password.common'));
    assert.equal(load(answer.text)('#displayName').val(), 'شبنم');
    assert.equal(await AccountModel.countDocuments(), 0);
  });
});

describe('the hash of a password', () => {
  useDatabase();
  before(() => testApp());
  const name = people.analyst.username;
  const stored = async () => (await AccountModel.findById(name).orFail().lean()).passwordHash ?? '';

  it('is made anew at sign-in where it took less work than hashes take now, and only with the right password', async () => {
    await account(people.analyst);
    const before = await stored();
    assert.ok(isOutdated(before) && !isOutdated(before, testCost));
    assert.equal(await signIn(name, 'wrong'), null);
    assert.equal(await stored(), before);
    assert.ok(await signIn(name, password));
    const raised = await stored();
    assert.match(raised, new RegExp(`^\\$argon2id\\$v=19\\$m=${passwordCost.memoryCost},t=2,p=1\\$`));
    assert.ok(await signIn(name, password));
    assert.equal(await stored(), raised, 'once');
  });

  it('is made by a few at a time, with the checks: beyond a hundred that wait, the rest come again', async () => {
    const cheap = testCost;
    const made = await Promise.allSettled(
      Array.from({ length: 150 }, (_, at) => hashPassword(`${at}`, cheap)),
    );
    const refused = made.filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 150 - 100 - hashesAtOnce);
    assert.ok(await verifyPassword(await hashPassword('x', cheap), 'x'));
  });
});
