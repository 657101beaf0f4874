/** People lists by their pages: upload, preview, inviting, consent above the headcount, slips, and files that are no list. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AuditModel } from '../../../server/accounts/audit/auditEntry.ts';
import { peopleListsFinished } from '../../../server/campaigns/peopleList/peopleListWork.ts';
import { translator } from '../../../server/i18n/translator.ts';
import { addressCipher, sealAddress } from '../../../server/participation/addressCipher.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { forgetAddresses } from '../../../server/participation/forgetAddresses.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { inviteRows } from '../../../server/participation/peopleList/inviteRows.ts';
import { PeopleListModel, PeopleRowModel } from '../../../server/participation/peopleList/peopleList.ts';
import { openRow } from '../../../server/participation/peopleList/sealRow.ts';
import type { Wave } from '../../../server/waves/wave.ts';
import { workbook } from '../../support/makeWorkbook.ts';
import { type Agent, csrfOf, people, postForm, signInAs } from '../../support/people.ts';
import { situation } from '../../support/situation.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';

const t = translator('fa');

describe('people lists', () => {
  useDatabase();
  let test: TestApp;
  let agent: Agent;
  let wave: Wave;
  let base: string;

  beforeEach(async () => {
    test = await testApp();
    ({ wave } = await situation.openWave({ keyDir: test.config.keyDir, headcount: 4, invitations: 0 }));
    base = `/desk/waves/${wave._id}`;
    agent = await signInAs(test.app, people.administrator);
  });

  /** Uploads a file and gives the address of its list, read to the end. */
  async function give(file: string | Buffer, name = 'list.csv'): Promise<string> {
    const page = await agent.get(`${base}/people-lists`).expect(200);
    const answer = await agent
      .post(`${base}/people-lists`)
      .field('_csrf', csrfOf(page.text))
      .attach('file', Buffer.from(file), name);
    assert.equal(answer.status, 303, answer.text);
    await peopleListsFinished();
    return String(answer.headers.location);
  }

  async function invite(list: string) {
    const answer = await postForm(agent, `${list}/invitation`, {});
    await peopleListsFinished();
    return answer;
  }

  const addresses = async () => {
    const { open } = addressCipher(test.config.keyDir, wave._id);
    return (await InvitationModel.find().lean()).map(({ sealedAddress }) => open(sealedAddress!));
  };

  const csv = (...rows: string[]) => ['واحد,راه,نشانی', ...rows].join('\n');

  it('shows counts by office and channel and invites nobody before the click', async () => {
    const list = await give(
      csv('office1,email,a@example.ir', 'فرمانداري مرند,پیامک,۰۹۱۴۱۲۳۴۵۶۷', 'office2,برگه,'),
    );
    const page = load((await agent.get(list).expect(200)).text);
    assert.match(page('main').text(), new RegExp(t('peopleList:preview.count', { count: 3 })));
    assert.equal(page('table.rates tbody tr').length, 2);
    assert.equal(await InvitationModel.countDocuments(), 0);
    assert.equal((await invite(list)).status, 303);
    const invitations = await InvitationModel.find().lean();
    const { open } = addressCipher(test.config.keyDir, wave._id);
    const who = invitations.map((one) => [one.office, one.channel, open(one.sealedAddress!)]);
    assert.deepEqual(who.sort(), [
      ['office1', 'email', 'a@example.ir'],
      ['office2', 'sms', '+989141234567'],
    ]);
    assert.ok(invitations.every(({ codeHashes }) => codeHashes.length === 0));
    const deliveries = await DeliveryModel.find().lean();
    assert.deepEqual(deliveries.map(({ _id }) => _id).sort(), invitations.map(({ _id }) => _id).sort());
    assert.equal(await PeopleRowModel.countDocuments(), 0);
  });

  it('takes a list of one person', async () => {
    await invite(await give(csv('office2,email,a@example.ir')));
    assert.deepEqual(await addresses(), ['a@example.ir']);
  });

  it('keeps wrong rows aside with row, problem and remedy, and gives them as a file to mend', async () => {
    const list = await give(
      csv(
        'office1,email,a@example.ir',
        'تهران,email,b@example.ir',
        'office1,email,A@EXAMPLE.IR',
        'office2,sms,041',
      ),
    );
    const page = load((await agent.get(list).expect(200)).text);
    for (const problem of ['unknownOffice', 'malformedMobile'])
      assert.match(page('main').text(), new RegExp(t(`peopleList:problem.${problem}`)));
    assert.ok(
      page('main')
        .text()
        .includes(t('peopleList:problem.repeated', { of: 2 })),
    );
    await invite(list);
    assert.equal(await InvitationModel.countDocuments(), 1);
    const rest = await agent.get(`${list}/rest`).expect(200);
    const lines = rest.text.trim().split('\n');
    assert.equal(lines.length, 4);
    assert.ok(
      lines[1]?.startsWith('تهران,email,b@example.ir,۳') ||
        lines[1]?.startsWith('تهران,email,b@example.ir,3'),
    );
    const mended = rest.text.replace('تهران', 'office2').replace('041', '09141234567');
    const second = await give(mended);
    await invite(second);
    assert.equal(await InvitationModel.countDocuments(), 3);
    const row = await PeopleRowModel.findOne({ problem: 'alreadyInvited' }).orFail().lean();
    assert.equal(openRow(row, addressCipher(test.config.keyDir, wave._id)).written[2], 'A@EXAMPLE.IR');
  });

  it('goes above the headcount only with a second administrator, who is in the audit trail', async () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((name) => `office1,email,${name}@example.ir`);
    const list = await give(csv(...rows));
    assert.equal(await PeopleRowModel.countDocuments({ problem: 'aboveHeadcount' }), 1);
    await postForm(agent, `${list}/code-requests`, { reason: 'یک همکار مأمور' });
    const other = await signInAs(test.app, { username: 'reza', role: 'administrator' });
    const waiting = load((await other.get(`${base}/invitations`)).text)('form[action$="/approval"]');
    await postForm(other, String(waiting.attr('action')), {});
    await postForm(agent, `${list}/check`, {});
    assert.equal(await PeopleRowModel.countDocuments({ problem: 'aboveHeadcount' }), 0);
    await invite(list);
    assert.equal(await InvitationModel.countDocuments(), 5);
    const beyond = await AuditModel.findOne({ action: 'wave.codesBeyondHeadcount' }).lean();
    assert.deepEqual(beyond?.detail, { office: 'office1', count: 1, consentBy: 'reza' });
    const again = await give(csv('office1,email,f@example.ir'));
    assert.equal((await invite(again)).status, 409);
    assert.equal(await InvitationModel.countDocuments(), 5);
  });

  it('makes the slips of a list once', async () => {
    const list = await give(csv('office1,برگه,', 'office1,برگه,', 'office2,,'));
    await invite(list);
    const made = await postForm(agent, `${list}/slips`, {});
    assert.equal(made.status, 200);
    assert.equal(load(made.text)('.slip-code').length, 3);
    assert.equal((await postForm(agent, `${list}/slips`, {})).status, 409);
    assert.equal(await InvitationModel.countDocuments({ channel: 'slip' }), 3);
  });

  it('takes a workbook with merged cells, Arabic letters and numbers for telephones', async () => {
    const rows = [
      ['فهرست همکاران', null, null],
      ['نام', 'نام دستگاه', 'تلفن همراه'],
      ['علی', 'فرمانداري تبريز', { number: '9141234567' }],
      ['رضا', null, { number: '9141234568' }],
    ];
    const list = await give(workbook(rows, ['A1:C1', 'B3:B4']), 'فهرست.xlsx');
    const page = load((await agent.get(list).expect(200)).text);
    assert.match(page('main').text(), new RegExp(t('peopleList:problem.officeMissing')));
    assert.ok(page('main').text().includes('«\u2068نام\u2069»'));
    assert.equal(await PeopleRowModel.countDocuments({ problem: '' }), 1);
    const rowsStored = (await PeopleRowModel.find().lean()).map((row) =>
      openRow(row, addressCipher(test.config.keyDir, wave._id)),
    );
    assert.equal(rowsStored.find(({ problem }) => problem === '')?.address, '+989141234567');
    assert.ok(!JSON.stringify(rowsStored).includes('علی'));
  });

  it('asks what columns with unknown headings are, instead of making their people slips', async () => {
    const file = 'واحد,ستون الف,یادداشت\noffice1,09141234567,x\noffice2,09141234568,\n';
    const list = await give(file);
    const page = load((await agent.get(list)).text);
    assert.equal(page('select[name="column-1"]').val(), 'mobile');
    assert.equal(page('select').length, 1);
    assert.equal(await PeopleRowModel.countDocuments(), 0);
    const answer = async (is: string) => {
      const sent = await agent
        .post(`${base}/people-lists`)
        .field('_csrf', csrfOf((await agent.get('/desk')).text))
        .field('instead', list.split('/').pop() ?? '')
        .field('column-1', is)
        .attach('file', Buffer.from(file), 'list.csv');
      await peopleListsFinished();
      return PeopleRowModel.countDocuments({
        list: String(sent.headers.location).split('/').pop(),
        channel: 'sms',
      });
    };
    assert.equal(await answer('mobile'), 2);
    assert.equal((await agent.get(list)).status, 404);
    assert.equal(await answer('ignored'), 0);
    const twoRows = 'واحد,تماس,\n,شخصی,اداری\noffice1,09141234567,a@example.ir\n';
    assert.equal(load((await agent.get(await give(twoRows))).text)('select').length, 1);
  });

  it('gives a person whose first office is full a place in the second, once', async () => {
    const full = ['a', 'b', 'c', 'd'].map((name) => `office1,email,${name}@example.ir`);
    const list = await give(
      csv(...full, 'office1,email,e@example.ir', 'office2,email,E@example.ir', 'office2,email,a@example.ir'),
    );
    const problems = async () =>
      (await PeopleRowModel.find().sort({ _id: 1 }).lean()).slice(4).map(({ problem, of }) => [problem, of]);
    const both = [
      ['repeated', 7],
      ['', 0],
      ['repeated', 2],
    ];
    assert.deepEqual(await problems(), both);
    await postForm(agent, `${list}/check`, {});
    assert.deepEqual(await problems(), both);
    await invite(list);
    assert.deepEqual(
      (await addresses()).sort(),
      ['E@example.ir', ...'abcd'].map((one) => (one.length > 1 ? one : `${one}@example.ir`)).sort(),
    );
  });

  it('takes a bad cell of a workbook for a row to mend, and says how the file was read', async () => {
    const list = await give(
      workbook([
        ['واحد', 'نام', 'موبایل'],
        ['office1', 'x', { date: 9141234567 }],
        ['office2', { date: 9141234567 }, { number: '9141234568' }],
      ]),
      'list.xlsx',
    );
    const text = load((await agent.get(list).expect(200)).text)('main').text();
    assert.ok(text.includes(t('peopleList:problem.badCell', { column: 'C' })));
    assert.match(text, /برگهٔ خوانده‌شده: «\u2068برگه\u2069»/);
    assert.equal(await PeopleRowModel.countDocuments({ problem: '' }), 1);
  });

  it('keeps nothing of a file that is no list, and says what to do', async () => {
    const cases: [string | Buffer, string][] = [
      ['نام,سن\nعلی,۴۰\n', 'peopleList:broken.noHeader'],
      ['واحد,نشانی\n', 'peopleList:broken.noRows'],
      [Buffer.from('%PDF-1.4'), 'tables:unreadable.notAList'],
    ];
    for (const [file, reason] of cases) {
      const page = await agent.get(await give(file));
      assert.equal(page.status, 422);
      assert.ok(load(page.text)('main').text().includes(t(reason)));
    }
    assert.equal(await PeopleRowModel.countDocuments(), 0);
    assert.equal((await postForm(agent, `${base}/people-lists`, {})).status, 422);
  });

  it('goes on inviting where a process that died had stopped', async () => {
    const list = await give(csv('office1,email,a@example.ir', 'office1,email,b@example.ir'));
    const id = list.split('/').pop();
    const first = await PeopleRowModel.findOne({ list: id }).sort({ _id: 1 }).lean();
    await InvitationModel.create({
      _id: first?.invitation,
      wave: wave._id,
      office: 'office1',
      unit: 'office1',
      channel: 'email',
      ...sealAddress(addressCipher(test.config.keyDir, wave._id), 'a@example.ir'),
    });
    await PeopleListModel.updateOne({ _id: id }, { $set: { state: 'inviting', total: 2 } });
    test.clock.advanceHours(1);
    await agent.get(list).expect(200);
    await peopleListsFinished();
    assert.equal(await InvitationModel.countDocuments(), 2);
    assert.equal(await DeliveryModel.countDocuments(), 2);
    assert.equal((await PeopleListModel.findById(id).lean())?.state, 'done');
  });

  it('takes back what came too late for an office that was filled meanwhile, and leaves the other offices alone', async () => {
    const list = await give(
      csv('office1,email,a@example.ir', 'office2,email,b@example.ir', 'office1,email,c@example.ir'),
    );
    const _id = list.split('/').pop() ?? '';
    await inviteRows(
      { _id },
      wave,
      new Map([
        ['office1', 0],
        ['office2', 4],
      ]),
      { clock: test.clock, keyDir: test.config.keyDir },
    );
    assert.deepEqual(await addresses(), ['b@example.ir']);
    assert.equal(await DeliveryModel.countDocuments(), 1);
    const cipher = addressCipher(test.config.keyDir, wave._id);
    const rows = (await PeopleRowModel.find().lean()).map((row) => openRow(row, cipher));
    assert.deepEqual(rows.map(({ address, problem }) => [address, problem]).sort(), [
      ['a@example.ir', 'aboveHeadcount'],
      ['c@example.ir', 'aboveHeadcount'],
    ]);
  });

  it('loses every address of lists, queue and invitations with the count', async () => {
    const list = await give(csv('office1,email,a@example.ir', 'x,email,b@example.ir'));
    await invite(list);
    await forgetAddresses(wave._id);
    assert.equal(await InvitationModel.countDocuments({ sealedAddress: null, addressDigest: null }), 1);
    assert.equal(await DeliveryModel.countDocuments(), 0);
    assert.equal(await PeopleListModel.countDocuments(), 0);
    assert.equal(await PeopleRowModel.countDocuments(), 0);
    assert.equal((await agent.get(list)).status, 404);
  });
});
