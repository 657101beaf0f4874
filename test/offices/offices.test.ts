/** The offices that come with the product, their pages, corrections and the import with its preview. */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { isValidOn, OfficeModel } from '../../server/offices/office.ts';
import { eastAzerbaijan, seedOffices } from '../../server/offices/seedOffices.ts';
import { runOnStore } from '../cli/runOnStore.ts';
import { workbook } from '../support/makeWorkbook.ts';
import { csrfOf, postForm } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';
import { windows1256 } from '../tables/encodedAs.ts';

describe('offices', () => {
  const desk = useDesk(({ clock }) => seedOffices(clock.now()));

  it('come with the product: 1 headquarters, 21 governorates and 46 districts in 1399, and those founded since', async () => {
    const counts: Record<string, number> = { province: 0, governorate: 0, district: 0, department: 0 };
    for (const { level } of eastAzerbaijan().of1399) counts[level] = (counts[level] ?? 0) + 1;
    assert.deepEqual(counts, { province: 1, governorate: 21, district: 46, department: 0 });
    const leylan = await OfficeModel.findById('ea-leylan').lean();
    assert.deepEqual(leylan?.replaces, ['ea-malekan-leylan']);
    const stored = await OfficeModel.find().lean();
    const ended = stored.filter((office) => !isValidOn(office, '2026-11-23')).map(({ _id }) => _id);
    assert.deepEqual(ended.sort(), ['ea-malekan-leylan', 'ea-mianeh-torkamanchay']);
    assert.equal(await seedOffices(desk.clock.now()), 0);
  });

  it('get the places that came with a later version, but only where none was ever given or refused', async () => {
    const before = await OfficeModel.findById('ea-ahar').lean();
    assert.deepEqual([before?.latitude, before?.longitude], [38.48, 47.07]);
    const unplaced = { $unset: { latitude: '', longitude: '' } };
    await OfficeModel.collection.updateMany({ _id: 'ea-ahar' as never }, unplaced);
    await OfficeModel.updateOne({ _id: 'ea-bonab' }, { $set: { latitude: null, longitude: null } });
    await seedOffices(desk.clock.now());
    assert.equal((await OfficeModel.findById('ea-ahar').lean())?.latitude, 38.48);
    assert.equal((await OfficeModel.findById('ea-bonab').lean())?.latitude, null);
  });

  it('are found by any spelling, with the offices above them', async () => {
    for (const q of ['عجب‌شير', 'عجب شیر', 'ajabshir', '۰۳۲۲', 'كليبر']) {
      const page = load((await desk.agent.get('/desk/offices').query({ q }).expect(200)).text);
      assert.match(page('tbody').text(), /عجب‌شیر|کلیبر|اسکو/, q);
      assert.match(page('tbody tr').first().text(), /استانداری/);
      assert.ok(page('tbody tr').length < 12, q);
    }
    const none = load((await desk.agent.get('/desk/offices?q=xyz')).text);
    assert.equal(none('table').length, 0);
  });

  it('show ended offices only when asked', async () => {
    const count = async (query: string) =>
      load((await desk.agent.get(`/desk/offices${query}`)).text)('tbody tr').length;
    assert.equal((await count('?all=1')) - (await count('')), 2);
  });

  it('have their headcount corrected with a note that the audit trail keeps', async () => {
    const path = '/desk/offices/ea-ahar/headcount';
    const wrong = await postForm(desk.agent, path, { headcount: 'صد', note: '' });
    assert.equal(wrong.status, 422);
    assert.equal(load(wrong.text)('#headcount').val(), 'صد');
    assert.equal(
      (await postForm(desk.agent, path, { headcount: '۱۱۲', note: 'فهرست حقوق مهر' })).status,
      303,
    );
    assert.equal((await OfficeModel.findById('ea-ahar').lean())?.headcount, 112);
    const entry = await AuditModel.findOne({ action: 'office.headcount' }).lean();
    assert.deepEqual(entry?.detail, { from: null, to: 112, note: 'فهرست حقوق مهر' });
  });

  it('answers 404 for an unknown office', async () => {
    await desk.agent.get('/desk/offices/nowhere').expect(404);
  });

  const upload = async (content: string | Buffer) => {
    const token = csrfOf((await desk.agent.get('/desk')).text);
    const post = desk.agent.post('/desk/offices/import').field('_csrf', token);
    return post.attach('file', Buffer.from(content), 'offices.csv');
  };
  const csv =
    'code,level,nameFa,nameEn,parent,headcount\nea-ahar,governorate,فرمانداری اهر,,ea-hq,۱۲۰\nea-new,district,"بخشداری ""تازه""",New,ea-ahar,9\n';

  it('are imported after a preview of what will change', async () => {
    const preview = await upload(csv);
    assert.equal(preview.status, 200);
    assert.equal(await OfficeModel.exists({ _id: 'ea-new' }), null);
    const page = load(preview.text);
    assert.match(page('table').last().text(), /۱۲۰/);
    const confirmed = await desk.agent
      .post('/desk/offices/import/confirmation')
      .field('_csrf', csrfOf(preview.text))
      .field('fileName', 'offices.csv')
      .field('content', page('textarea').text());
    assert.equal(confirmed.status, 303);
    const ahar = await OfficeModel.findById('ea-ahar').lean();
    assert.deepEqual([ahar?.headcount, ahar?.statisticalCode], [120, '0302']);
    assert.ok(await OfficeModel.exists({ _id: 'ea-new' }));
    assert.match((await upload(csv)).text, /بی‌تغییر: ۲/);
  });

  it('have their headcounts set by a file of codes and headcounts, as Persian Windows or Excel saves it', async () => {
    const rows = [
      ['کد', 'نام', 'تعداد کارکنان'],
      ['ea-ahar', 'اهر', '۱۱۳'],
      ['ea-marand', 'مرند', '98'],
    ];
    const text = `فهرست, مهر;;;\n${rows.map((row) => `${row.join(';')};`).join('\n')}\n;;;\n`;
    for (const [file, said] of [
      [windows1256(text), 'windows-1256'],
      [workbook(rows), 'برگهٔ خوانده‌شده'],
    ] as const) {
      const preview = await upload(file);
      assert.equal(preview.status, 200);
      const page = load(preview.text);
      const how = page('.reading').text();
      assert.ok(how.includes(said) && how.includes('«\u2068نام\u2069»'), how);
      await OfficeModel.updateOne({ _id: 'ea-ahar' }, { $set: { headcount: null } });
      const confirmed = await desk.agent
        .post('/desk/offices/import/confirmation')
        .field('_csrf', csrfOf(preview.text))
        .field('fileName', 'headcounts.csv')
        .field('content', page('textarea').text());
      assert.equal(confirmed.status, 303);
      const ahar = await OfficeModel.findById('ea-ahar').lean();
      assert.deepEqual([ahar?.headcount, ahar?.nameFa], [113, 'فرمانداری اهر']);
    }
    const wrong = load(
      (
        await upload(
          workbook([
            ['کد', 'تعداد کارکنان'],
            ['nowhere', '1'],
            ['ea-ahar', { date: 9141234567 }],
          ]),
        )
      ).text,
    );
    assert.match(wrong('.error-summary').text(), /برگه/);
    const file = join(mkdtempSync(join(tmpdir(), 'fs-offices-')), 'headcounts.csv');
    writeFileSync(file, windows1256(text));
    const { stdout, stderr } = await runOnStore('offices', 'import', file);
    assert.equal(stdout, '0 added, 0 changed, 2 unchanged\n');
    assert.match(
      stderr,
      /headcounts\.csv: Encoding: windows-1256.*\n[\s\S]*1 title row above the headings: row 1\n/,
    );
    assert.match(stderr, /1 unknown column: “نام”/);
  });

  it('show every error of a file by line and change nothing', async () => {
    const answer = await upload(csv.replace('ea-hq', 'nowhere').replace('district', 'village'));
    assert.equal(answer.status, 422);
    assert.equal(load(answer.text)('.error-summary li').length, 2);
    assert.equal((await OfficeModel.findById('ea-ahar').lean())?.headcount, null);
  });

  it('are imported on the command line, which names file, line and column of an error', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'fs-offices-')), 'offices.csv');
    writeFileSync(file, csv);
    assert.deepEqual(await runOnStore('offices', 'import', file), {
      code: 0,
      stdout: '1 added, 1 changed, 0 unchanged\n',
      stderr: '',
    });
    writeFileSync(file, csv.replace('ea-hq', 'nowhere'));
    const { code, stderr } = await runOnStore('offices', 'import', file);
    assert.notEqual(code, 0);
    assert.match(stderr, /offices\.csv: line 2, column 5 \(parent\): expected .*nowhere/);
  });
});
