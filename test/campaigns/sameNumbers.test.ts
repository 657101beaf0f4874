/** One wave tells one number of statements and one number of offices with a low rate, wherever it tells them. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { digestOf } from '../../server/campaigns/digest/digestOf.ts';
import { parseNumber } from '../../server/i18n/digits.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { translator } from '../../server/i18n/translator.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { printedQuestionnaire } from '../../server/printing/printedQuestionnaire.ts';
import { lowRate } from '../../server/reports/lowRate.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { instrument, situation } from '../support/situation.ts';
import { useDesk } from '../support/useDesk.ts';
import { launch, makeDraft, onlyWave, smallProvince } from './situation.ts';

const t = translator('fa');

/** The number before «سؤال» in a text of a page. */
function numberBefore(text: string, word = 'سؤال'): number | null {
  const found = new RegExp(`([۰-۹]+) ${word}`).exec(text.replace(/\s+/g, ' '));
  return found && parseNumber(found[1]!);
}

describe('the number of statements of a wave', () => {
  const desk = useDesk(smallProvince, { emptyEach: false });
  const both = ['culture', 'trust'];
  const asked = compileQuestionnaire(both.map(instrument)).items.length;
  let id: string;
  before(async () => {
    id = await makeDraft(desk.agent, { instruments: both });
  });

  const page = async (path = '') => load((await desk.agent.get(`/desk/waves/${id}${path}`).expect(200)).text);
  const fact = ($: Awaited<ReturnType<typeof page>>, label: string) => {
    const row = $('dl div').filter((_, one) => $(one).find('dt').text() === t(label));
    return parseNumber(row.find('dd').first().text().trim());
  };

  it('counts what two instruments share once, in a draft', async () => {
    const apart = both
      .map(instrument)
      .reduce((sum, one) => sum + compileQuestionnaire([one]).items.length, 0);
    assert.ok(apart > asked, 'otherwise the test tells nothing');
    const check = await page();
    const whole = await page('/preview/whole');
    const told = {
      steps: numberBefore(check('.draft-steps li').first().text()),
      'steps beside a form': numberBefore((await page('/edit/who'))('.draft-steps li').first().text()),
      checklist: numberBefore(check('.checklist').text()),
      'what is frozen': fact(check, 'waves:settings.items'),
      'whole preview': numberBefore(whole('.under-title').text()),
      'statements of the whole preview': whole('.whole-statements li').length,
      'first page of the preview': fact(await page('/preview'), 'responses:facts.items'),
    };
    for (const [place, number] of Object.entries(told)) assert.equal(number, asked, place);
  });

  it('is the same after the launch, to employees, without script and on paper', async () => {
    await launch(desk.agent, id);
    const wave = await onlyWave();
    const answering = load((await supertest(desk.app).get(`/w/${id}`).expect(200)).text);
    const unit = wave.units[0]!;
    const printed = printedQuestionnaire({ wave, unit, codes: [], baseUrl: '' }, readerOfLanguage('fa'));
    const rows = printed.scales.flatMap(({ topics }) => topics.flatMap(({ items }) => items));
    const names = answering('input[name^="i."]').map((_, one) => answering(one).attr('name'));
    const told = {
      'what was frozen': fact(await page(), 'waves:settings.items'),
      'first page': fact(answering, 'responses:facts.items'),
      'questionnaire in the page': new Set(names.get()).size,
      'facts on paper': numberBefore(printed.words.facts),
      'rows on paper': rows.length,
    };
    for (const [place, number] of Object.entries(told)) assert.equal(number, asked, place);
  });
});

describe('the number of offices with a low rate', () => {
  const desk = useDesk(async () => undefined, { emptyEach: false });
  let wave: Wave;
  before(async () => {
    const place = { keyDir: desk.config.keyDir, invitations: 0 };
    ({ wave } = await situation.openWave({ ...place, offices: 4, headcount: 30 }));
    const used = { office1: 0, office2: 6, office3: 11, office4: 27 };
    await InvitationModel.insertMany(
      Object.entries(used).flatMap(([code, most]) =>
        Array.from({ length: 30 }, (_, n) => ({
          ...{ _id: `${code}-${n}`, wave: wave._id, office: code, unit: code },
          used: n < most,
        })),
      ),
    );
  });
  const page = async (path = '') =>
    load((await desk.agent.get(`/desk/waves/${wave._id}${path}`).expect(200)).text);
  const under = (text: string) => numberBefore(text, 'واحد');

  it('is on the page of the wave that of the rows under it, all of them in the digest, and later on the page of quality', async () => {
    const open = await page();
    const rates = open('.rates tbody tr')
      .toArray()
      .map((row) => /([۰-۹]+)٪/.exec(open(row).text().replace(/\s+/g, ''))?.[1] ?? '۰');
    const low = rates.filter((rate) => (parseNumber(rate) ?? 0) < lowRate * 100).length;
    assert.ok(low > 0 && low < 4, `${low} of ${rates.join(' ')}`);
    assert.equal(under(open('.with-side h2').first().text()), low);
    const digest = await digestOf(await onlyWave(), desk.clock.now(), readerOfLanguage('fa'));
    const called = digest.officesToCall.filter(
      ({ value }) => (parseNumber(/[۰-۹]+/.exec(value)?.[0] ?? '۰') ?? 0) < lowRate * 100,
    );
    assert.equal(called.length, low);
    await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'counted', closedAt: desk.clock.now() } });
    const quality = await page('/quality');
    assert.equal(under(quality('aside h3').first().text()), low);
    assert.equal(quality('aside > dl.facts > div').length, low);
    assert.equal(under((await page())('.with-side h2').first().text()), low);
  });
});
