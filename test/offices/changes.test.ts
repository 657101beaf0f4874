/** Offices made, renamed, moved, ended and merged by form, and what stays as it was for waves that were launched. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { makeDraft, smallProvince } from '../campaigns/situation.ts';
import { postForm } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';

describe('offices changed by form', () => {
  const desk = useDesk(smallProvince);
  const stored = async (code: string) => (await OfficeModel.findById(code).lean()) ?? assert.fail(code);
  const values = {
    nameFa: 'فرمانداری اهر',
    nameEn: 'Ahar',
    level: 'governorate',
    parent: 'ea',
    statisticalCode: '',
  };
  const wrongOf = async (path: string, fields: Record<string, string>) => {
    const answer = await postForm(desk.agent, path, fields);
    assert.equal(answer.status, 422, JSON.stringify(fields));
    return load(answer.text)('.field.wrong [name]')
      .toArray()
      .map(({ attribs }) => attribs.name);
  };

  it('are made with a code that nobody types, and found at once', async () => {
    const made = {
      ...values,
      nameFa: 'بخشداري تازه',
      nameEn: 'New District',
      level: 'district',
      parent: 'ahar',
    };
    const fields = { ...made, validFrom: '۱۴۰۵/۰۱/۰۱', headcount: '۱۲', replaces: '' };
    const answer = await postForm(desk.agent, '/desk/offices', fields);
    assert.equal(answer.headers.location, '/desk/offices/new-district');
    const { nameFa, parent, validFrom, headcount } = await stored('new-district');
    assert.deepEqual([nameFa, parent, validFrom, headcount], ['بخشداری تازه', 'ahar', '2026-03-21', 12]);
    const next = await postForm(desk.agent, '/desk/offices', { ...fields, nameEn: 'Other', another: 'yes' });
    const form = load((await desk.agent.get(String(next.headers.location)).expect(200)).text);
    assert.deepEqual(
      [form('#level').val(), form('#parent').val(), form('#nameFa').val()],
      ['district', 'ahar', ''],
    );
    const again = await postForm(desk.agent, '/desk/offices', fields);
    assert.match(String(again.headers.location), /new-district-\w+$/);
    assert.match((await desk.agent.get('/desk/offices?q=بخشداري تازه')).text, /new-district/);
  });

  it('keep what was typed where something is wrong, and name the field', async () => {
    const fields = { ...values, validFrom: '', headcount: '', replaces: '' };
    assert.deepEqual(await wrongOf('/desk/offices', { ...fields, nameFa: ' ' }), ['nameFa']);
    assert.deepEqual(await wrongOf('/desk/offices', { ...fields, parent: '' }), ['parent']);
    assert.deepEqual(await wrongOf('/desk/offices', { ...fields, parent: 'nowhere' }), ['parent']);
    assert.deepEqual(await wrongOf('/desk/offices', { ...fields, validFrom: '۱۴۰۵/۱۳/۰۱' }), ['validFrom']);
    assert.deepEqual(await wrongOf('/desk/offices', { ...fields, replaces: 'jolfa' }), ['validFrom']);
    assert.deepEqual(await wrongOf('/desk/offices', { ...fields, headcount: 'ده' }), ['headcount']);
    assert.deepEqual(await wrongOf('/desk/offices/ahar/change', { ...values, parent: 'hurand' }), ['parent']);
    assert.deepEqual(await wrongOf('/desk/offices/ahar/end', { validTo: '', successor: '' }), ['validTo']);
    assert.deepEqual(await wrongOf('/desk/offices/ahar/end', { validTo: '1405/09/01', successor: '' }), [
      'successor',
    ]);
    assert.equal(await OfficeModel.countDocuments({}), 4);
  });

  it('are renamed and moved from now on, which a wave that was planned before says it does not follow', async () => {
    const id = await makeDraft(desk.agent);
    await WaveModel.updateOne({ _id: id }, { state: 'open' });
    const page = load((await desk.agent.get('/desk/offices/hurand/change').expect(200)).text);
    assert.match(page('.margin').text(), /«اعتماد به مدیران».*در جریان است/);
    const changed = {
      ...values,
      nameFa: 'بخشداری هوراند شمالی',
      nameEn: 'Hurand',
      level: 'district',
      parent: 'jolfa',
    };
    assert.equal((await postForm(desk.agent, '/desk/offices/hurand/change', changed)).status, 303);
    const { nameFa, parent } = await stored('hurand');
    assert.deepEqual([nameFa, parent], [changed.nameFa, 'jolfa']);
    const wave = await WaveModel.findById(id).orFail().lean();
    assert.equal(wave.offices.find(({ code }) => code === 'hurand')?.parent, 'ahar');
    const entry = await AuditModel.findOne({ action: 'office.change' }).lean();
    assert.deepEqual(entry?.detail, { nameFa: changed.nameFa, parent: 'jolfa' });
  });

  it('are merged on a day: staff and what stood below go over to the office that continues', async () => {
    const end = { validTo: '۱۴۰۵/۰۶/۳۱', successor: 'jolfa' };
    assert.equal((await postForm(desk.agent, '/desk/offices/ahar/end', end)).status, 303);
    assert.equal((await stored('ahar')).validTo, '2026-09-22');
    assert.equal((await stored('hurand')).parent, 'jolfa');
    const { headcount, replaces } = await stored('jolfa');
    assert.deepEqual([headcount, replaces], [50, ['ahar']]);
    assert.doesNotMatch((await desk.agent.get('/desk/offices')).text, /offices\/ahar"/);
    assert.match((await desk.agent.get('/desk/offices?all=1')).text, /offices\/ahar"/);
  });

  it('give way to a new office on its first day', async () => {
    const fields = { ...values, nameFa: 'فرمانداری ویژهٔ اهر', nameEn: 'Greater Ahar' };
    const made = { ...fields, validFrom: '1405/07/01', headcount: '', replaces: 'ahar' };
    await postForm(desk.agent, '/desk/offices', made);
    assert.equal((await stored('ahar')).validTo, '2026-09-22');
    assert.equal((await stored('hurand')).parent, 'greater-ahar');
    assert.deepEqual((await stored('greater-ahar')).replaces, ['ahar']);
  });
});
