/** `account create`: the link that it prints works, and what is wrong is said in one line and makes no account. */
import assert from 'node:assert/strict';
import { AccountModel } from '../../server/accounts/account.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { useDatabase } from '../support/testStore.ts';
import { runOnStore, runWithInput } from './runOnStore.ts';

const create = (...more: string[]) => ['account', 'create', '--username', 'leila', '--name', 'لیلا', ...more];
const analyst = create('--role', 'analyst');

/** Runs work with these variables in the environment, and puts back what was there. */
async function withEnvironment(changed: Record<string, string>, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, changed);
  try {
    await work();
  } finally {
    for (const name of Object.keys(changed)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

describe('account create', () => {
  useDatabase();

  it('prints a link on the address that the server answers at: its protocol, host and port', async () => {
    for (const [environment, address] of [
      [{ PORT: '3341' }, 'http://127.0.0.1:3341'],
      [{ PORT: '443', HOST: '0.0.0.0', TLS_CERT: 'c.pem', TLS_KEY: 'k.pem' }, 'https://localhost:443'],
      [{ HOST: '::1', PORT: '80' }, 'http://[::1]:80'],
      [{ BASE_URL: 'https://farhang.example.ir/' }, 'https://farhang.example.ir'],
    ] as [Record<string, string>, string][]) {
      await AccountModel.deleteMany({});
      await withEnvironment({ BASE_URL: '', TLS_CERT: '', TLS_KEY: '', ...environment }, async () => {
        const { code, stdout } = await runOnStore(...analyst);
        assert.equal(code, 0);
        assert.equal(stdout.slice(0, stdout.indexOf('/desk/')), address);
        assert.match(stdout, /\/desk\/set-password\/\w{20,}\n$/);
      });
    }
  });

  it('takes a password from standard input when asked, and then prints no link', async () => {
    const { code, stdout } = await runWithInput('یک گذرواژهٔ بلند\n', ...analyst, '--password-stdin');
    assert.deepEqual([code, stdout], [0, 'created leila\n']);
    assert.ok((await AccountModel.findOne({ username: 'leila' }).lean())?.passwordHash);
  });

  it('says in one line what is wrong, and makes no account', async () => {
    await OfficeModel.create({ _id: 'hq', level: 'province', nameFa: 'استانداری', parent: null });
    for (const [args, expected] of [
      [create('--role', 'king'), /--role: expected one of administrator, .*, found king/],
      [create('--role', 'manager'), /--office: a manager needs at least one/],
      [create('--role', 'manager', '--office', 'hq', 'zz'), /--office: .* found zz/],
      [create('--role', 'analyst', '--office', 'hq'), /--office: only a manager or a reviewer has offices/],
      [
        ['account', 'create', '--username', 'l', '--name', 'x', '--role', 'analyst'],
        /--username: expected 3/,
      ],
      [[...analyst, '--password-stdin'], /the password needs \d+ to \d+ characters/],
    ] as [string[], RegExp][]) {
      const { code, stdout, stderr } = await runWithInput('short', ...args);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, expected);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    }
    assert.equal(await AccountModel.countDocuments(), 0);
    await runOnStore(...analyst);
    assert.match((await runOnStore(...analyst)).stderr, /^--username: leila is taken\n$/);
  });
});
