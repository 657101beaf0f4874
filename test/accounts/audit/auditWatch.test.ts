/** The trail for a security officer: failed sign-ins and lock-outs, filters, the CSV, and checks that go on from the last one. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { audit } from '../../../server/accounts/audit/audit.ts';
import { AuditModel } from '../../../server/accounts/audit/auditEntry.ts';
import { continueVerification, verifyWhole } from '../../../server/accounts/audit/continueVerification.ts';
import { dayMs, plusMs } from '../../../server/clock.ts';
import { noon } from '../../support/fixedClock.ts';
import { account, csrfOf, people } from '../../support/people.ts';
import { useDesk } from '../../support/useDesk.ts';

describe('the audit trail for a security officer', () => {
  const desk = useDesk(() => account(people.analyst));

  async function tryToSignIn(username: string) {
    const agent = supertest.agent(desk.app);
    const page = await agent.get('/desk/sign-in');
    const typed = { _csrf: csrfOf(page.text), username, password: 'wrong' };
    return (await agent.post('/desk/sign-in').type('form').send(typed)).status;
  }
  const entriesOf = (action: string) => AuditModel.find({ action }).sort({ _id: 1 }).lean();
  const write = (day: number, actor: string) =>
    audit({ at: plusMs(noon, day * dayMs), actor, action: 'account.update' });
  const page = async (query: string) => load((await desk.agent.get(`/desk/audit?${query}`)).text);

  it('has failed sign-ins and one line for a lock-out, with the account that was meant and nothing that was typed', async () => {
    for (let n = 0; n < 8; n += 1) assert.equal(await tryToSignIn(people.analyst.username), 422);
    for (let n = 0; n < 3; n += 1) assert.equal(await tryToSignIn(people.analyst.username), 429);
    assert.equal(await tryToSignIn('mypassword123'), 422);
    const failed = await entriesOf('account.signInFailed');
    assert.equal(failed.length, 9);
    assert.deepEqual(failed[0]?.subject, { kind: 'account', id: people.analyst.username });
    assert.equal(failed[8]?.subject, null);
    const lockedOut = await entriesOf('account.lockedOut');
    assert.deepEqual(
      lockedOut.map(({ subject }) => subject),
      [{ kind: 'account', id: people.analyst.username }],
    );
    assert.doesNotMatch(JSON.stringify([...failed, ...lockedOut]), /wrong|mypassword|127\.0\.0\.1|::/);
    assert.match((await page('action=account.lockedOut'))('tbody').text(), /لیلا تحلیلگر/);
  });

  it('is filtered by person and by days of either calendar, and says of a wrong day that there is none', async () => {
    for (const day of [-2, -1, 0]) await write(day, people.analyst.username);
    await write(0, people.auditor.username);
    const rows = async (query: string) => (await page(`action=account.update&${query}`))('tbody tr').length;
    assert.equal(await rows(''), 4);
    assert.equal(await rows(`actor=${people.analyst.username}`), 3);
    assert.equal(await rows('from=1405/09/01&to=1405/09/01'), 1);
    assert.equal(await rows('from=2026-11-22'), 3);
    assert.equal(await rows('to=2026-11-22'), 2);
    const wrong = await desk.agent.get('/desk/audit?from=1405/13/01');
    assert.equal(wrong.status, 422);
    assert.equal(load(wrong.text)('#from').attr('aria-invalid'), 'true');
  });

  it('is taken away as CSV with what the hashes cover, and that is audited', async () => {
    await write(0, people.analyst.username);
    const { text } = await desk.agent
      .get(`/desk/audit/trail.csv?actor=${people.analyst.username}`)
      .expect(200);
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    const [entry] = await AuditModel.find({ actor: people.analyst.username }).lean();
    assert.deepEqual(
      rows.map(({ position, at, actor, hash }) => ({ position, at, actor, hash })),
      [{ position: String(entry?._id), at: noon.toISOString(), actor: 'leila', hash: entry?.hash }],
    );
    assert.equal((await entriesOf('audit.download')).length, 1);
  });

  it('is checked on from the last check, and still betrays what was altered or taken out before it', async () => {
    for (let n = 0; n < 5; n += 1) await write(n, people.analyst.username);
    const { entries } = await continueVerification([]);
    await write(6, people.analyst.username);
    const read: string[] = [];
    mongoose.set('debug', (_collection: string, method: string, filter: object) => {
      if (method === 'find') read.push(JSON.stringify(filter));
    });
    try {
      assert.deepEqual(await continueVerification([]), { entries: entries + 1, brokenAt: null });
    } finally {
      mongoose.set('debug', false);
    }
    assert.deepEqual(read, [`{"_id":{"$gt":${entries}}}`]);

    const second = (await AuditModel.findById(2).lean())!;
    await AuditModel.updateOne({ _id: 2 }, { $set: { actor: 'somebody' } });
    const altered = (await AuditModel.findById(2).lean())!;
    assert.equal((await continueVerification([altered])).brokenAt, 2, 'shown on the page');
    assert.equal((await verifyWhole()).brokenAt, 2);
    assert.equal((await continueVerification([])).brokenAt, 2, 'known from then on');
    await AuditModel.replaceOne({ _id: 2 }, second);
    assert.equal((await continueVerification([])).brokenAt, null);
    await AuditModel.deleteOne({ _id: 3 });
    assert.equal((await continueVerification([])).brokenAt, 3);
  });
});
