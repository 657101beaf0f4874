/** The page of the audit trail: its order, its chain, and names where entries hold ids, also of what is gone since. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AccountModel } from '../../../server/accounts/account.ts';
import { audit } from '../../../server/accounts/audit/audit.ts';
import { AuditModel } from '../../../server/accounts/audit/auditEntry.ts';
import type { Subject } from '../../../server/accounts/audit/subject.ts';
import { translator } from '../../../server/i18n/translator.ts';
import { KioskModel } from '../../../server/kiosks/kiosk.ts';
import { defaultLevels } from '../../../server/offices/levels/loadLevels.ts';
import { OfficeModel } from '../../../server/offices/office.ts';
import { WaveModel } from '../../../server/waves/wave.ts';
import { noon } from '../../support/fixedClock.ts';
import { type Agent, account, people, signInAs } from '../../support/people.ts';
import { instrument, situation } from '../../support/situation.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';

const t = translator('fa');

describe('the audit trail', () => {
  useDatabase();
  let test: TestApp;
  let agent: Agent;
  beforeEach(async () => {
    test = await testApp();
    agent = await signInAs(test.app, people.auditor);
  });

  it('shows who did what, newest first, filters, and says that its chain is whole or where it broke', async () => {
    const page = load((await agent.get('/desk/audit').expect(200)).text);
    assert.equal(page('.notice.done').length, 1);
    assert.match(page('tbody tr').first().text(), new RegExp(people.auditor.displayName));
    const none = load((await agent.get('/desk/audit?action=account.create')).text);
    assert.equal(none('table').length, 0);
    assert.ok(none('main').text().includes(t('audit:none')));
    await AuditModel.updateOne({ _id: 1 }, { $set: { actor: 'somebody' } });
    const broken = load((await agent.get('/desk/audit')).text);
    assert.equal(broken('.notice.warning[role=alert]').length, 1);
  });

  /** The newest entry as the page shows it: texts by column, and the ids behind the names. */
  async function newest() {
    const $ = load((await agent.get('/desk/audit').expect(200)).text);
    const cells = $('tbody tr').first().find('td').toArray();
    const [, actor, , subject, facts] = cells.map((cell) => $(cell).text().trim().replaceAll(/\s+/g, ' '));
    const ids = $('tbody tr')
      .first()
      .find('[title]')
      .toArray()
      .map((one) => $(one).attr('title'));
    return { actor, subject, facts, ids };
  }
  const write = (action: string, subject: Subject, detail = {}, actor = people.auditor.username) =>
    audit({ at: noon, actor, action, subject, detail });

  it('calls a report by office and wave, and keeps the ids', async () => {
    const { wave } = await situation.openWave({ keyDir: test.config.keyDir });
    const office = wave.offices[1]!;
    await write('report.open', { kind: 'wave', id: wave._id, officeOrUnit: office.code });
    const { actor, subject, ids } = await newest();
    assert.equal(actor, people.auditor.displayName);
    assert.equal(subject, `${office.nameFa} · ${wave.title}`);
    assert.deepEqual(ids, [people.auditor.username, office.code, wave._id]);
  });

  it('calls offices, units, accounts and instruments by their names in subjects and details', async () => {
    const { wave } = await situation.openWave({ keyDir: test.config.keyDir });
    const office = wave.offices[0]!;
    await account(people.administrator);
    const { code: _id, level, nameFa, nameEn, parent } = office;
    await OfficeModel.updateOne({ _id }, { $set: { level, nameFa, nameEn, parent } }, { upsert: true });
    await write(
      'wave.codesBeyondHeadcount',
      { kind: 'wave', id: wave._id },
      {
        office: _id,
        consentBy: people.administrator.username,
      },
    );
    const { subject, facts } = await newest();
    assert.equal(subject, wave.title);
    assert.match(facts!, new RegExp(`${nameFa}.*${people.administrator.displayName}`));
    await write(
      'comment.hide',
      { kind: 'wave', id: wave._id },
      {
        unit: wave.units[0]!.code,
        at: noon.toISOString(),
        done: true,
      },
    );
    const comment = await newest();
    assert.match(comment.facts!, new RegExp(wave.units[0]!.nameFa));
    assert.doesNotMatch(comment.facts!, /T\d\d:|true/);
    const [dimension] = wave.instruments[0]!.dimensions;
    await write(
      'plan.begin',
      { kind: 'wave', id: wave._id, officeOrUnit: _id },
      { dimension: dimension!.id, quarter: 1 },
    );
    assert.match((await newest()).facts!, new RegExp(`: ${dimension!.title.fa}`));
    await write(
      'office.change',
      { kind: 'office', id: _id },
      { level, parent: _id, replaces: `${_id} gone` },
    );
    const changed = (await newest()).facts!;
    assert.match(changed, new RegExp(`${defaultLevels.name(level, 'fa')}.*${nameFa}.*${nameFa} و gone`));
    await write('wave.launch', { kind: 'wave', id: wave._id }, { redPoints: 'backup https' });
    assert.match((await newest()).facts!, /: آزمودن پشتیبان و نشانی بدون رمزگذاری$/);
    await write('instrument.upload', { kind: 'instrument', id: 'trust' }, { version: 1 });
    assert.equal((await newest()).subject, instrument('trust').title.fa);
    await write('office.headcount', { kind: 'office', id: _id });
    assert.equal((await newest()).subject, nameFa);
    await KioskModel.create({ _id: 'k1', name: 'راهرو', office: _id });
    await write('kiosk.revoke', { kind: 'kiosk', id: 'k1' }, {}, 'kiosk');
    const kiosk = await newest();
    assert.deepEqual([kiosk.actor, kiosk.subject], [t('audit:actor.kiosk'), 'راهرو']);
  });

  it('remembers from its own entries what is called how, when it is gone', async () => {
    const { wave } = await situation.openWave({ keyDir: test.config.keyDir });
    await write('wave.deleteDraft', { kind: 'wave', id: wave._id }, { title: wave.title });
    await WaveModel.deleteOne({ _id: wave._id });
    await write('comparison.open', { kind: 'wave', id: wave._id });
    assert.equal((await newest()).subject, wave.title);
    const gone = await account(people.clerk);
    await write('account.create', { kind: 'account', id: gone }, { username: 'متصدی پیشین' });
    await AccountModel.deleteOne({ _id: gone });
    await write('account.disable', { kind: 'account', id: gone }, {}, gone);
    const { actor, subject, ids } = await newest();
    assert.deepEqual([actor, subject], ['متصدی پیشین', 'متصدی پیشین']);
    assert.deepEqual(ids, [gone, gone]);
    await write('account.disable', { kind: 'account', id: 'never' });
    assert.equal((await newest()).subject, 'never');
  });
});
