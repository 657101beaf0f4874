/** Headcounts typed in the list: all at once by the button, one by one by the script, with nothing lost that was typed. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { smallProvince } from '../campaigns/situation.ts';
import { csrfOf, postForm } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { useDesk } from '../support/useDesk.ts';

describe('headcounts in the list of offices', () => {
  const desk = useDesk(smallProvince);
  const list = async (query = '') => load((await desk.agent.get(`/desk/offices${query}`).expect(200)).text);
  const stored = async (code: string) => (await OfficeModel.findById(code).lean())?.headcount;
  const path = '/desk/offices/headcounts';
  /** The form of the page as a browser sends it, with some fields typed over. */
  const fields = async (typed: Record<string, string>) => {
    const page = await list();
    const sent: Record<string, string> = { shown: String(page('[name=shown]').val()) };
    for (const input of page('input[data-shown]').toArray())
      sent[String(page(input).attr('name'))] = String(page(input).val() ?? '');
    return {
      ...sent,
      ...Object.fromEntries(Object.entries(typed).map(([code, t]) => [`headcount-${code}`, t])),
    };
  };

  it('are stored from one form, in digits of any script, and only where something changed', async () => {
    const answer = await postForm(desk.agent, path, await fields({ ahar: '۳۵', hurand: '', jolfa: '٢١' }));
    assert.equal(answer.status, 303);
    assert.deepEqual(await Promise.all(['ea', 'ahar', 'hurand', 'jolfa'].map(stored)), [40, 35, null, 21]);
    const entries = await AuditModel.find({ action: 'office.headcount' }).lean();
    assert.deepEqual(
      entries.map(({ subject, detail }) => [(subject as { id?: string }).id, detail.from, detail.to]),
      [
        ['ahar', 30, 35],
        ['hurand', 6, null],
        ['jolfa', 20, 21],
      ],
    );
    const page = await list();
    assert.match(page('[data-total=ahar]').text(), /۳۵\s*ناقص/);
    assert.match(page('#headcount-foot').text(), /۹۶ نفر در ۳ واحد از ۴ واحد/);
    assert.equal((await list('?missing=1'))('input[data-shown]').length, 3);
  });

  it('keep what is no number beside its field, and store the rest', async () => {
    const answer = await postForm(desk.agent, path, await fields({ ahar: 'سی نفر', jolfa: '۲۵' }));
    assert.equal(answer.status, 422);
    const page = load(answer.text);
    assert.equal(page('#headcount-ahar').val(), 'سی نفر');
    assert.equal(page('#headcount-ahar').attr('aria-describedby'), page('tr.wrong .error').attr('id'));
    assert.equal(page('.error-summary a').attr('href'), '#headcount-ahar');
    assert.deepEqual([await stored('ahar'), await stored('jolfa')], [30, 25]);
    for (const wrong of ['-1', '۳٫۵', '9999999', '1/2'])
      assert.equal((await postForm(desk.agent, path, await fields({ ahar: wrong }))).status, 422, wrong);
  });

  it('show what somebody else entered in the meantime, who may then be overruled', async () => {
    const sent = await fields({ ahar: '33' });
    await OfficeModel.updateOne({ _id: 'ahar' }, { headcount: 31 });
    const answer = await postForm(desk.agent, path, sent);
    assert.equal(answer.status, 422);
    assert.equal(await stored('ahar'), 31);
    const page = load(answer.text);
    assert.match(page('tr.wrong .error').text(), /۳۱/);
    const again = { shown: String(page('[name=shown]').val()), 'headcount-ahar': '33' };
    assert.equal((await postForm(desk.agent, path, again)).status, 303);
    assert.equal(await stored('ahar'), 33);
  });

  it('are saved one by one for the script, which is told the totals', async () => {
    const token = csrfOf((await desk.agent.get('/desk/offices')).text);
    const save = (shown: string, value: string) =>
      desk.agent
        .post(path)
        .set('accept', 'application/json')
        .type('form')
        .send({ _csrf: token, shown: `hurand=${shown}`, 'headcount-hurand': value });
    const { body } = await save('6', '۱۲').expect(200);
    assert.deepEqual(body.saved, { 'headcount-hurand': [12, '۱۲'] });
    assert.deepEqual(
      [body.totals.ahar, body.totals.ea],
      [
        ['۴۲', false],
        ['۱۰۲', false],
      ],
    );
    const wrong = (await save('12', 'دوازده')).body.wrong;
    assert.equal(wrong[0].field, 'headcount-hurand');
    assert.equal((await save('11', '13')).body.wrong[0].now, 12);
  });

  it('leave a running wave the number of its launch, where a raise waits for a second administrator', async () => {
    const { wave } = await situation.openWave({ keyDir: desk.config.keyDir, offices: 1, headcount: 30 });
    const [office] = wave.offices;
    await OfficeModel.create({ _id: office?.code, level: 'district', nameFa: 'اهر', headcount: 30 });
    await postForm(desk.agent, path, { shown: `${office?.code}=30`, [`headcount-${office?.code}`]: '۴۰' });
    const counted = async () => (await WaveModel.findById(wave._id).lean())?.offices[0]?.headcount;
    assert.equal(await counted(), 30);
    const link = String((await list())('.saving a').attr('href'));
    const form = load((await desk.agent.get(link).expect(200)).text);
    assert.deepEqual([form('#office').val(), form('#headcount').val()], [office?.code, '40']);
    const asked = { office: String(office?.code), headcount: '40', note: 'استخدام تازه' };
    await postForm(desk.agent, link.split('?')[0]!, asked);
    assert.equal(await counted(), 30);
  });
});
