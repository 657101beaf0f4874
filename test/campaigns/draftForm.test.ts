/** The form of a draft without script: offices chosen by the many, a wave made like another, the preview on one page, the launch's tick. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { WaveModel } from '../../server/waves/wave.ts';
import { postForm } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';
import { draftFields, makeDraft, smallProvince } from './situation.ts';

describe('the form of a draft', () => {
  const desk = useDesk(smallProvince, { emptyEach: true });
  const checked = (html: string) => {
    const page = load(html);
    return page('[name=offices]:checked')
      .toArray()
      .map(({ attribs }) => attribs.value)
      .sort();
  };
  const press = async (choose: string, more: Record<string, string | string[]> = {}, path = '/desk/waves') =>
    postForm(desk.agent, path, { ...draftFields({ title: 'نیمه‌کاره', ...more }), choose });

  it('chooses all, none, a branch, a level and the offices of a former wave, and stores nothing', async () => {
    const id = await makeDraft(desk.agent, { offices: ['ea', 'jolfa'] });
    await WaveModel.updateOne({ _id: id }, { state: 'released' });
    const chosenBy = async (choose: string, more: Record<string, string | string[]>) => {
      const { status, text } = await press(choose, more);
      assert.equal(status, 200);
      assert.equal(load(text)('#title').val(), 'نیمه‌کاره');
      return checked(text);
    };
    assert.deepEqual(await chosenBy('all', { offices: [] }), ['ahar', 'ea', 'hurand', 'jolfa']);
    assert.deepEqual(await chosenBy('none', {}), []);
    assert.deepEqual(await chosenBy('addBranch', { offices: ['ea'], branch: 'ahar' }), [
      'ahar',
      'ea',
      'hurand',
    ]);
    assert.deepEqual(await chosenBy('dropBranch', { branch: 'ahar' }), ['ea', 'jolfa']);
    assert.deepEqual(await chosenBy('addLevel', { offices: [], level: 'governorate' }), ['ahar', 'jolfa']);
    assert.deepEqual(await chosenBy('dropLevel', { level: 'district' }), ['ahar', 'ea', 'jolfa']);
    assert.deepEqual(await chosenBy('likeWave', { likeWave: id }), ['ea', 'jolfa']);
    assert.equal(await WaveModel.countDocuments({}), 1);
  });

  it('finds an office with those above and below it, and keeps what is chosen out of sight', async () => {
    const { text } = await press('search', { officeSearch: 'اهر' });
    const page = load(text);
    const seen = page('#office-list > li:not([hidden]) [name=offices]').toArray();
    assert.deepEqual(
      seen.map(({ attribs }) => attribs.value),
      ['ea', 'ahar', 'hurand'],
    );
    assert.equal(checked(text).length, 4);
  });

  it('begins like another wave, without its title and dates, compared with it', async () => {
    const id = await makeDraft(desk.agent, { offices: ['ea', 'jolfa'] });
    await WaveModel.updateOne({ _id: id }, { state: 'released' });
    const { text } = await desk.agent.get(`/desk/waves/new?like=${id}`).expect(200);
    const page = load(text);
    assert.equal(page('#title').val(), '');
    assert.equal(page('#instrument-trust').attr('checked') !== undefined, true);
    const begun = { step: 'what', like: id, title: 'بار دوم', instruments: ['trust'] };
    const made = await postForm(desk.agent, '/desk/waves', begun);
    const place = String(made.headers.location);
    assert.match(place, /\/edit\/who$/);
    assert.deepEqual(checked((await desk.agent.get(place).expect(200)).text), ['ea', 'jolfa']);
    const { previous, opensAt, firstPage } = await WaveModel.findOne({ title: 'بار دوم' }).orFail().lean();
    assert.deepEqual([previous, opensAt, firstPage.sponsor], [id, null, 'استانداری']);
    await desk.agent.get('/desk/waves/new?like=nowhere').expect(404);
  });

  it('asks the standing questions last unless they are declined', async () => {
    const fresh = load((await desk.agent.get('/desk/waves/new').expect(200)).text);
    const marked = fresh('[name=instruments]:checked').toArray();
    assert.deepEqual(
      marked.map(({ attribs }) => attribs.value),
      ['follow-up'],
    );
    const asked = await makeDraft(desk.agent, { instruments: ['follow-up', 'trust'] });
    assert.deepEqual((await WaveModel.findById(asked).lean())?.instrumentIds, ['trust', 'follow-up']);
    const declined = await makeDraft(desk.agent, { instruments: ['trust'] });
    assert.deepEqual((await WaveModel.findById(declined).lean())?.instrumentIds, ['trust']);
  });

  it('is previewed on one page and confirmed once; after an edit only what changed is marked', async () => {
    const id = await makeDraft(desk.agent);
    const whole = async () =>
      load((await desk.agent.get(`/desk/waves/${id}/preview/whole`).expect(200)).text);
    const first = await whole();
    assert.equal(first('.whole-statements li').length > 20, true);
    for (const link of first('.whole-preview nav a').toArray())
      assert.equal(first(String(link.attribs.href)).length, 1, link.attribs.href);
    await postForm(desk.agent, `/desk/waves/${id}/preview-reading`, {});
    assert.equal((await whole())('.changed').length, 0);
    await postForm(desk.agent, `/desk/waves/${id}`, draftFields({ purpose: 'هدفی دیگر' }));
    const after = await whole();
    assert.deepEqual(
      after('.changed')
        .toArray()
        .map(({ attribs }) => attribs.id),
      ['first'],
    );
    assert.equal((await WaveModel.findById(id).lean())?.previewReadAt, null);
  });

  it('asks for the tick of the launch beside it, on the page of the draft', async () => {
    const id = await makeDraft(desk.agent);
    await postForm(desk.agent, `/desk/waves/${id}/preview-reading`, {});
    const { status, text } = await postForm(desk.agent, `/desk/waves/${id}/launch`, {});
    const page = load(text);
    assert.equal(status, 422);
    assert.equal(page('#acknowledged').attr('aria-describedby'), 'acknowledged-error');
    assert.equal(page('#acknowledged-error').length, 1);
    assert.equal((await WaveModel.findById(id).lean())?.state, 'draft');
  });
});
