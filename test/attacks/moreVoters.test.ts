/**
 * One administrator alone wants more answers from an office than it has people. The headcounts of offices are theirs to write, by every form,
 * file and program; none of it may reach a wave that was launched, and every way to codes stops at the headcount of the launch.
 */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { peopleListsFinished } from '../../server/campaigns/peopleList/peopleListWork.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { program } from '../api/situation.ts';
import { launch, makeDraft, onlyWave, smallProvince } from '../campaigns/situation.ts';
import { csrfOf, postForm } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';

const people = 20;

describe('one administrator who wants more voters in an office', function () {
  this.timeout(120_000);
  const desk = useDesk(smallProvince, { emptyEach: false });
  let id: string;
  before(async () => {
    id = await makeDraft(desk.agent);
    await launch(desk.agent, id);
    await post(`waves/${id}/invitations`, { office: 'jolfa', count: String(people), made: '0' });
    assert.equal(await invited(), people);
  });

  const post = (path: string, fields: Record<string, string>) =>
    postForm(desk.agent, `/desk/${path}`, fields);
  const invited = () => InvitationModel.countDocuments({ wave: id, unit: 'jolfa' });
  const headcounts = async () => {
    const { offices, units } = await WaveModel.findById(id).orFail().lean();
    return JSON.stringify([offices, units.map(({ verifyingKey, ...unit }) => unit)]);
  };

  async function upload(text: string, path: string, field = 'file') {
    const token = csrfOf((await desk.agent.get('/desk')).text);
    const sent = desk.agent.post(`/desk/${path}`).field('_csrf', token);
    return sent.attach(field, Buffer.from(text), 'list.csv');
  }

  async function importOffices(text: string) {
    const preview = await upload(text, 'offices/import');
    assert.equal(preview.status, 200);
    return desk.agent
      .post('/desk/offices/import/confirmation')
      .field('_csrf', csrfOf(preview.text))
      .field('fileName', 'offices.csv')
      .field('content', load(preview.text)('textarea').text());
  }

  const jolfa = {
    ...{ nameFa: 'فرمانداری جلفا', nameEn: 'Jolfa', level: 'governorate', parent: 'ea' },
    statisticalCode: '',
  };

  it('moves no number of the wave by raising that of the office: by form, list, file, program, merge, move or new office', async () => {
    const before = await headcounts();
    const ways: Record<string, () => Promise<{ status: number }>> = {
      form: () => post('offices/jolfa/headcount', { headcount: '100', note: 'more' }),
      list: () => post('offices/headcounts', { shown: 'jolfa=100', 'headcount-jolfa': '110' }),
      'file of headcounts': () => importOffices('code,headcount\njolfa,120\n'),
      'file of offices': () =>
        importOffices(
          'code,level,nameFa,nameEn,parent,headcount\njolfa,governorate,فرمانداری جلفا,Jolfa,ea,130\n',
        ),
      program: async () =>
        (await program(desk.app, { role: 'administrator', mayWrite: true }))
          .put('/api/v1/offices/jolfa/headcount')
          .send({ headcount: 140, was: 130 }),
      merge: () => post('offices/ahar/end', { validTo: '۱۴۰۵/۰۹/۰۲', successor: 'jolfa' }),
      move: () => post('offices/jolfa/change', { ...jolfa, nameFa: 'فرمانداری جلفا و ارس', parent: 'ea' }),
      'new office below': () =>
        post('offices', {
          ...jolfa,
          nameFa: 'بخشداری سیه‌رود',
          level: 'district',
          parent: 'jolfa',
          validFrom: '۱۴۰۵/۰۱/۰۱',
          headcount: '۵۰',
          replaces: '',
        }),
    };
    for (const [way, take] of Object.entries(ways)) {
      const { status } = await take();
      assert.ok(status < 400, `${way}: ${status}`);
      assert.equal(await headcounts(), before, way);
    }
    assert.ok((await OfficeModel.findById('jolfa').orFail().lean()).headcount! > people);
  });

  it('gets no code beyond the launch by any way to codes, nor by a second wave made of this one', async () => {
    const slips: Record<string, string>[] = [
      { office: 'jolfa', count: '1', made: String(people) },
      { office: 'jolfa', count: '1', made: String(people), consent: 'yes', consentBy: 'hasan' },
    ];
    for (const fields of slips) assert.equal((await post(`waves/${id}/invitations`, fields)).status, 422);
    await post(`waves/${id}/invitations`, { office: 'all' });
    const rows = Array.from({ length: 5 }, (_, at) => `jolfa,email,more${at}@example.ir`);
    const list = await upload(['office,channel,address', ...rows].join('\n'), `waves/${id}/people-lists`);
    assert.equal(list.status, 303);
    await peopleListsFinished();
    const address = String(list.headers.location).replace('/desk/', '');
    await post(`${address}/invitation`, {});
    await peopleListsFinished();
    assert.ok((await post(`${address}/slips`, {})).status >= 400);
    await post(`waves/${id}/code-requests`, { office: 'jolfa', count: '5', reason: 'more' });
    const [request] = (await onlyWave()).codeRequests;
    assert.equal((await post(`waves/${id}/code-requests/${request!.id}/approval`, {})).status, 409);
    assert.equal((await post(`waves/${id}/code-requests/${request!.id}/codes`, {})).status, 409);
    await post(`waves/${id}/headcounts`, { office: 'jolfa', headcount: '300', note: 'more' });
    const [correction] = (await onlyWave()).headcountCorrections;
    const approval = `waves/${id}/headcounts/${correction!.id}/approval`;
    assert.equal((await post(approval, {})).status, 409);
    assert.equal((await post(`waves/${id}`, { 'headcounts.jolfa': '300' })).status, 409);
    assert.ok((await post(`waves/${id}/invitations`, slips[0]!)).status >= 400);
    assert.equal(await invited(), people);
    const { offices } = await onlyWave();
    assert.equal(offices.find(({ code }) => code === 'jolfa')?.headcount, people);
  });
});
