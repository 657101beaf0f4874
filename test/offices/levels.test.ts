/** Levels of offices as data: named and ordered by an administrator, used by files, lists and exports, and never lost for former waves. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { applyOfficeImport } from '../../server/offices/applyOfficeImport.ts';
import { loadLevels } from '../../server/offices/levels/loadLevels.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { planOfficeImport } from '../../server/offices/planOfficeImport.ts';
import { readOffices } from '../../server/offices/readOffices.ts';
import { smallProvince } from '../campaigns/situation.ts';
import { postForm } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';

const path = '/desk/offices/levels';

describe('levels of offices', () => {
  const desk = useDesk(smallProvince);
  const page = async () => load((await desk.agent.get(path).expect(200)).text);
  /** The form as a browser sends it, with some fields typed over. */
  const fields = async (typed: Record<string, string>) => {
    const $ = await page();
    const sent = $('main form [name]:not([type=checkbox])')
      .toArray()
      .map((one) => [String($(one).attr('name')), String($(one).val() ?? '')] as const);
    return { ...Object.fromEntries(sent), ...typed };
  };
  const save = async (typed: Record<string, string>) => postForm(desk.agent, path, await fields(typed));
  const ids = async () => (await loadLevels()).inUse.map(({ id }) => id);

  it('are named and ordered in one form, to six of them, and every page speaks by the new names', async () => {
    const saved = await save({
      'title-1-fa': 'ادارهٔ کل',
      'title-1-en': 'Directorate',
      'plural-1-fa': 'اداره‌های کل',
      'title-4-fa': 'معاونت',
      'title-4-en': 'Deputy office',
      'place-4': '2',
    });
    assert.equal(saved.status, 303);
    assert.deepEqual(await ids(), ['province', 'deputy-office', 'governorate', 'district', 'department']);
    assert.equal((await save({ 'title-5-fa': 'گروه' })).status, 303);
    assert.deepEqual((await ids()).slice(-1), ['level-1']);
    const full = await page();
    assert.equal(full('fieldset.level-names').length, 6);
    const list = load((await desk.agent.get('/desk/offices')).text);
    assert.match(list('tr:has([name=headcount-ahar])').text(), /ادارهٔ کل/);
    assert.match(list('select[name=level]').text(), /معاونت/);
    assert.match((await desk.agent.get('/desk/offices/list.csv')).text, /ahar,.*ادارهٔ کل/);
    const form = load((await desk.agent.get('/desk/offices/ahar/change')).text);
    assert.equal(form('select[name=level] option:selected').text(), 'ادارهٔ کل');
    const entries = await AuditModel.find({ action: 'office.levels' }).lean();
    assert.equal(entries[1]?.detail.levels, 'استانداری ← معاونت ← ادارهٔ کل ← بخشداری ← ادارهٔ ستادی ← گروه');
  });

  it('refuse what cannot be stored beside its field, and keep what was typed', async () => {
    const wrong = async (typed: Record<string, string>) => {
      const answer = await save(typed);
      assert.equal(answer.status, 422, JSON.stringify(typed));
      const $ = load(answer.text);
      return $('.error-summary a')
        .toArray()
        .map((link) => $(link).attr('href'));
    };
    assert.deepEqual(await wrong({ 'title-1-fa': ' ' }), ['#title-1-fa']);
    assert.deepEqual(await wrong({ 'title-2-fa': 'فرمانداري' }), ['#title-2-fa']);
    assert.deepEqual(await wrong({ 'title-4-en': 'Section' }), ['#title-4-fa']);
    assert.deepEqual(await wrong({ 'plural-0-azb': 'ا'.repeat(61) }), ['#plural-0-azb']);
    assert.deepEqual(await wrong({ 'remove-1': 'yes' }), ['#remove-1']);
    const none = { 'remove-0': 'yes', 'remove-1': 'yes', 'remove-2': 'yes', 'remove-3': 'yes' };
    await OfficeModel.deleteMany({});
    assert.deepEqual(await wrong(none), ['#revision']);
  });

  it('show the second of two administrators what the first has stored, and let them decide', async () => {
    const second = await fields({ 'title-1-fa': 'نام دومی' });
    assert.equal((await save({ 'title-1-fa': 'نام نخستین' })).status, 303);
    const told = await postForm(desk.agent, path, second);
    assert.equal(told.status, 422);
    const $ = load(told.text);
    assert.match($('#revision').text(), /نام نخستین/);
    assert.equal($('[name=title-1-fa]').val(), 'نام دومی');
    const again = { ...second, revision: String($('[name=revision]').val()) };
    assert.equal((await postForm(desk.agent, path, again)).status, 303);
    assert.equal((await loadLevels()).name('governorate', 'fa'), 'نام دومی');
  });

  it('go out of use where no office stands on them, keep their names, and come back with a file that names them', async () => {
    assert.equal(
      (await save({ 'remove-3': 'yes', 'title-4-fa': 'دهستان', 'title-4-azb': 'کند' })).status,
      303,
    );
    assert.deepEqual(await ids(), ['province', 'governorate', 'district', 'level-1']);
    const levels = await loadLevels();
    assert.equal(levels.name('department', 'fa'), 'ادارهٔ ستادی');
    assert.equal((await page())('[name=again-department]').length, 1);
    const text =
      'code,level,nameFa,nameEn,parent,headcount\nv,دهستان,دهستان یک,,ahar,12\nd,اداره,ادارهٔ بودجه,,ea,15\n';
    const stored = (await OfficeModel.find().lean()).map((office) => ({ ...office, code: office._id }));
    const { offices } = await readOffices(Buffer.from(text), 'a.csv', stored, levels);
    assert.deepEqual(
      offices.map(({ level }) => level),
      ['level-1', 'department'],
    );
    const origin = { actor: 'cli', now: desk.clock.now(), fileName: 'a.csv' };
    await applyOfficeImport(await planOfficeImport(offices), origin);
    assert.deepEqual((await ids()).sort(), ['department', 'district', 'governorate', 'level-1', 'province']);
    const unknown = Buffer.from(text.replace('دهستان,', 'روستا,'));
    await assert.rejects(
      readOffices(unknown, 'a.csv', stored, levels),
      /line 2, column 2.*expected a level: province, governorate, district, level-1/,
    );
  });

  it('are used again by choice, and none that is out of use can be given to an office', async () => {
    await save({ 'remove-3': 'yes' });
    const values = {
      ...{ nameFa: 'ادارهٔ تازه', nameEn: '', level: 'department', parent: 'ea', statisticalCode: '' },
      ...{ headcount: '', validFrom: '', replaces: '' },
    };
    const refused = await postForm(desk.agent, '/desk/offices', values);
    assert.equal(load(refused.text)('#level').attr('aria-invalid'), 'true');
    assert.equal((await save({ 'again-department': 'yes' })).status, 303);
    assert.equal((await postForm(desk.agent, '/desk/offices', values)).status, 303);
  });
});
