/** The administrator's pages of accounts, the and the import of accounts. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AccountModel } from '../../server/accounts/account.ts';
import { seedOffices } from '../../server/offices/seedOffices.ts';
import { account, csrfOf, people, postForm, signInAs } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';

describe('accounts', () => {
  const desk = useDesk(({ clock }) => seedOffices(clock.now()));

  const manager = { username: 'Karim.A', displayName: 'کریم', role: 'manager', language: 'fa' };

  it('are created with offices and Jalali dates, and answer with a letter', async () => {
    const fields = { ...manager, office0: 'ea-ahar', from0: '۱۴۰۵/۰۷/۰۱', to0: '1405/12/29' };
    const answer = await postForm(desk.agent, '/desk/accounts', fields);
    assert.equal(answer.status, 200);
    assert.match(load(answer.text)('.link').text(), /^http:\/\/localhost:3000\/desk\/set-password\/\w{32}$/);
    const stored = await AccountModel.findOne({ username: 'karim.a' }).lean();
    assert.deepEqual(stored?.grants, [{ office: 'ea-ahar', from: '2026-09-23', to: '2027-03-20' }]);
    const page = load((await desk.agent.get(`/desk/accounts/${stored?._id}`)).text);
    assert.equal(page('#from0').val(), '۱۴۰۵/۰۷/۰۱');
    assert.equal(page('#office0').val(), 'ea-ahar');
  });

  it('keep what was typed when the form is wrong', async () => {
    const answer = await postForm(desk.agent, '/desk/accounts', {
      ...manager,
      office0: 'ea-ahar',
      from0: '۳۱/۷',
    });
    assert.equal(answer.status, 422);
    const page = load(answer.text);
    assert.equal(page('#from0').val(), '۳۱/۷');
    assert.equal(page('#from0').attr('aria-describedby'), 'from0-error');
    assert.equal((await postForm(desk.agent, '/desk/accounts', manager)).status, 422);
    assert.equal(await AccountModel.countDocuments({ role: 'manager' }), 0);
  });

  it('bear names of one to a hundred and twenty letters', async () => {
    const named = (displayName: string, username: string) =>
      postForm(desk.agent, '/desk/accounts', { username, displayName, role: 'analyst', language: 'fa' });
    for (const wrong of ['', '  ', 'ن'.repeat(121)]) assert.equal((await named(wrong, 'first')).status, 422);
    assert.equal((await named('ن', 'first')).status, 200);
    assert.equal((await named('ن'.repeat(120), 'second')).status, 200);
  });

  it('refuse a username that is taken', async () => {
    await account(people.auditor);
    const fields = { ...manager, role: 'analyst', username: people.auditor.username.toUpperCase() };
    assert.equal((await postForm(desk.agent, '/desk/accounts', fields)).status, 422);
  });

  it('lose their sessions when they are disabled, and nobody disables the own account', async () => {
    const other = await signInAs(desk.app, people.analyst);
    assert.equal(
      (await postForm(desk.agent, `/desk/accounts/${people.analyst.username}/disablement`, {})).status,
      303,
    );
    await other.get('/desk').expect(303);
    const own = await postForm(desk.agent, `/desk/accounts/${people.administrator.username}/disablement`, {});
    assert.equal(own.status, 409);
  });

  it('have all their sessions ended on request', async () => {
    const other = await signInAs(desk.app, people.analyst);
    await postForm(desk.agent, `/desk/accounts/${people.analyst.username}/sessions/end`, {});
    await other.get('/desk').expect(303);
  });

  const upload = async (path: string, csv: string) => {
    const token = csrfOf((await desk.agent.get('/desk')).text);
    return desk.agent.post(path).field('_csrf', token).attach('file', Buffer.from(csv), 'حساب‌ها.csv');
  };

  it('come from a CSV with a preview, and nothing is stored before the confirmation', async () => {
    const csv = 'username,displayName,role,offices\nzahra,زهرا,manager,ea-ahar ea–osku\nreza,رضا,auditor,\n';
    const preview = await upload('/desk/accounts/import', csv);
    assert.equal(preview.status, 200);
    assert.equal(await AccountModel.countDocuments({}), 1);
    const page = load(preview.text);
    const confirmed = await desk.agent
      .post('/desk/accounts/import/confirmation')
      .field('_csrf', csrfOf(preview.text))
      .field('fileName', String(page('[name=fileName]').val()))
      .field('content', page('textarea').text());
    assert.equal(load(confirmed.text)('.letter').length, 2);
    assert.equal((await AccountModel.findOne({ username: 'zahra' }).lean())?.grants.length, 2);
    assert.ok(
      await AccountModel.exists({ 'grants.office': 'ea-osku' }),
      'a dash is read as the hyphen of the code',
    );
  });

  it('names every error of a CSV with its line and stores nothing', async () => {
    const csv = 'username,displayName,role,offices\na b,,boss,\nzahra,زهرا,manager,nowhere\n';
    const answer = await upload('/desk/accounts/import', csv);
    assert.equal(answer.status, 422);
    assert.equal(load(answer.text)('.error-summary li').length, 4);
    assert.match(load(answer.text)('.error-summary').text(), /سطر ۳/);
    assert.equal(await AccountModel.countDocuments({}), 1);
  });
});
