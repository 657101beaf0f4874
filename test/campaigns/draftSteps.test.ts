/** The steps of a draft without script: each saves by itself, keeps what is wrong, and shows one administrator what the other did. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { translator } from '../../server/i18n/translator.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { postForm } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';
import { launch, makeDraft, onlyWave, smallProvince } from './situation.ts';

const t = translator('fa');

describe('the steps of a draft', () => {
  const desk = useDesk(smallProvince, { emptyEach: true });
  const step = async (id: string, name: string) =>
    load((await desk.agent.get(`/desk/waves/${id}/edit/${name}`).expect(200)).text);
  const post = (id: string, fields: Record<string, string | string[]>) =>
    postForm(desk.agent, `/desk/waves/${id}`, fields);
  /** What the page of a step would send, hidden versions included. */
  const formOf = (page: ReturnType<typeof load>): Record<string, string | string[]> => {
    const sent: Record<string, string[]> = {};
    for (const { name, value } of page('#step').serializeArray()) sent[name] = [...(sent[name] ?? []), value];
    return Object.fromEntries(
      Object.entries(sent).map(([name, all]) => [name, all.length > 1 ? all : all[0]!]),
    );
  };

  it('begin with a title, lead on one after another, and a pilot begins without offices', async () => {
    const made = await postForm(desk.agent, '/desk/waves', { step: 'what', title: 'آزمایشی', pilot: 'yes' });
    const { _id: id, pilot, offices, minimum } = await onlyWave();
    assert.equal(made.headers.location, `/desk/waves/${id}/edit/who`);
    assert.deepEqual([pilot, offices.length, minimum], [true, 0, 5]);
    const places: string[] = [];
    for (const name of ['what', 'who', 'when', 'words', 'rules']) {
      const answer = await post(id, { ...formOf(await step(id, name)), go: 'next' });
      places.push(String(answer.headers.location).replace(`/desk/waves/${id}`, ''));
    }
    assert.deepEqual(places, ['/edit/who', '/edit/when', '/edit/words', '/edit/rules', '']);
    const check = load((await desk.agent.get(`/desk/waves/${id}`)).text);
    const states = check('.draft-steps li')
      .toArray()
      .map(({ attribs }) => attribs.class);
    assert.deepEqual(states, ['missing', 'missing', 'missing', 'missing', 'done', 'missing']);
  });

  it('save what is right and keep what is wrong as it was typed, wherever a link of the list leads', async () => {
    const id = await makeDraft(desk.agent);
    const typed = {
      ...formOf(await step(id, 'when')),
      opensAt: '1405/09/05',
      closesAt: '1405/08/01',
      graceHours: 'دو روز',
    };
    const leaving = await post(id, { ...typed, go: 'rules' });
    assert.equal(leaving.headers.location, `/desk/waves/${id}/edit/rules`);
    const again = await step(id, 'when');
    const told = t('campaigns:done.savedWrong', { count: 2, step: t('draft:steps.when') });
    assert.equal(again('.notice.warning').text().trim(), told);
    assert.deepEqual(
      ['#opensAt', '#closesAt', '#graceHours'].map((field) => again(field).val()),
      ['۱۴۰۵/۰۹/۰۵', '1405/08/01', 'دو روز'],
    );
    assert.equal(again('#closesAt-error').text(), t('campaigns:errors.closesBeforeOpening'));
    assert.equal(again('#graceHours-error').text(), t('campaigns:errors.graceHours'));
    const check = load((await desk.agent.get(`/desk/waves/${id}`)).text);
    assert.equal(check('.checklist .red a').first().attr('href'), `/desk/waves/${id}/edit/when#graceHours`);
    const staying = await post(id, { ...typed, go: 'next' });
    assert.equal(staying.status, 422);
    await post(id, { ...typed, closesAt: '1405/10/01', graceHours: '۲۴', go: 'next' });
    const { draft, graceHours } = await onlyWave();
    assert.deepEqual([draft?.unfinished, graceHours], [[], 24]);
  });

  it('ask how a short form was checked against the long one where either is asked, and nobody else', async () => {
    const id = await makeDraft(desk.agent, { instruments: ['empowerment'] });
    assert.equal((await step(id, 'when'))('#formsChecked').length, 0);
    for (const instruments of ['culture', 'culture-short']) {
      await post(id, { ...formOf(await step(id, 'what')), instruments, go: 'next' });
      const checked = `دکتر نادری، ${instruments}`;
      const page = await step(id, 'when');
      assert.ok(page('label[for="formsChecked"]').text());
      const typed = { ...formOf(page), opensAt: '1405/09/05', closesAt: '1405/10/01', formsChecked: checked };
      await post(id, { ...typed, go: 'next' });
      assert.equal((await onlyWave()).formsChecked, checked);
      assert.equal((await step(id, 'when'))('#formsChecked').val(), checked);
    }
  });

  it('keep a headcount that is no number, and store its neighbours', async () => {
    const id = await makeDraft(desk.agent);
    const form = { ...formOf(await step(id, 'who')), 'headcounts.ahar': 'سی', 'headcounts.jolfa': '۲۱' };
    assert.equal((await post(id, { ...form, go: 'next' })).status, 422);
    const { offices } = await onlyWave();
    const counts = Object.fromEntries(offices.map(({ code, headcount }) => [code, headcount]));
    assert.deepEqual([counts.ahar, counts.jolfa], [null, 21]);
    assert.equal((await step(id, 'who'))('[name="headcounts.ahar"]').val(), 'سی');
  });

  it('show the second of two administrators what the first has changed, and let them choose', async () => {
    const id = await makeDraft(desk.agent);
    const [first, second] = [formOf(await step(id, 'words')), formOf(await step(id, 'words'))];
    await post(id, { ...first, purpose: 'هدف نفر اول', contact: 'دفتر اول' });
    const refused = await post(id, { ...second, purpose: 'هدف نفر دوم', sponsor: 'معاونت' });
    assert.equal(refused.status, 422);
    const page = load(refused.text);
    assert.equal(page('#purpose').text().trim(), 'هدف نفر دوم');
    assert.match(page('#purpose-error').text(), /هدف نفر اول/);
    const between = (await onlyWave()).firstPage;
    // Only the first changed the contact, and only the second the sponsor.
    assert.deepEqual(
      [between.purpose, between.contact, between.sponsor],
      ['هدف نفر اول', 'دفتر اول', 'معاونت'],
    );
    await post(id, { ...formOf(page), contact: 'دفتر اول' });
    assert.equal((await onlyWave()).firstPage.purpose, 'هدف نفر دوم');
  });

  it('lose nothing of two who save different steps at once, and nothing once it is launched', async () => {
    const id = await makeDraft(desk.agent);
    const forms = await Promise.all(['words', 'rules', 'when'].map((name) => step(id, name)));
    const [words, rules, when] = forms.map(formOf);
    await Promise.all([
      post(id, { ...words, sponsor: 'الف' }),
      post(id, { ...rules, minimum: '۶' }),
      post(id, { ...when, graceHours: '۱۲' }),
    ]);
    const { firstPage, minimum, graceHours } = await onlyWave();
    assert.deepEqual([firstPage.sponsor, minimum, graceHours], ['الف', 6, 12]);
    await WaveModel.updateOne({ _id: id }, { state: 'open' });
    assert.equal((await post(id, { ...rules, minimum: '۷' })).status, 409);
    await desk.agent.get(`/desk/waves/${id}/edit/nowhere`).expect(409);
  });

  it('launch offices of different branches, joined by those above them, in which nobody is asked', async () => {
    const id = await makeDraft(desk.agent, { offices: ['hurand', 'jolfa'], 'headcounts.hurand': '۱۲' });
    await launch(desk.agent, id);
    const { state, offices } = await onlyWave();
    assert.equal(state, 'open');
    assert.deepEqual(Object.fromEntries(offices.map(({ code, headcount }) => [code, headcount])), {
      ea: 0,
      ahar: 0,
      hurand: 12,
      jolfa: 20,
    });
  });
});
