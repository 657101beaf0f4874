/** What is printed: words in the order of reading, codes that scan, sizes, and text that stays text. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import jsqr from 'jsqr';
import supertest from 'supertest';
import { translator } from '../../server/i18n/translator.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { writeCode } from '../../server/participation/codeText.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { presentSlip } from '../../server/participation/presentSlips.ts';
import { PdfUnavailable, pdfRenderer } from '../../server/pdf/renderPdf.ts';
import { binary, folded, gapAbove, type PdfPage, pdfPages } from '../support/pdf.ts';
import { type Agent, csrfOf, people, signInAs } from '../support/people.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const baseUrl = 'https://farhang.example';
const hostile = '#panic() $x$ *پررنگ* @ref <label> #sys.inputs [[ \\ " ';

describe('printing', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let open: OpenWave;
  let agent: Agent;
  let token: string;
  let base: string;

  before(async () => {
    test = await testApp({ baseUrl });
    open = await situation.openWave({
      keyDir: test.config.keyDir,
      invitations: 9,
      demographics: ['gender'],
      wave: { title: `فرهنگ کار (۱۴۰۵) ${hostile}` },
    });
    agent = await signInAs(test.app, people.administrator);
    base = `/desk/waves/${open.wave._id}`;
    token = csrfOf((await agent.get('/desk')).text);
  });

  const get = (path: string) =>
    agent
      .get(`${base}/printing/${path}`)
      .buffer()
      .parse(binary as never);
  const post = (page: string, codes: readonly string[]) =>
    agent
      .post(`${base}/printing/${page}`)
      .type('form')
      .send({ _csrf: token, codes: codes.join(' ') })
      .buffer()
      .parse(binary as never);
  const persian = (pages: readonly PdfPage[]) => pages.map((page) => page.persian).join('\n');
  const latin = (pages: readonly PdfPage[]) => pages.map((page) => page.latin).join('\n');
  const times = (text: string, words: string) => folded(text).split(folded(words)).length - 1;
  const has = (text: string, words: string) =>
    assert.ok(times(text, words) > 0, `${words} is not in ${text.slice(0, 400)}`);

  /** Where a statement stands, told by a run of words that is copied whole (half-spaces and لا are not) and stands once. */
  function placesOf(text: string, statement: string): number[] {
    const runs = statement.split(/\S*(?:\u200c|لا)\S*/).map(folded);
    const marks = runs
      .flatMap((run) => [run.slice(0, 18), run.slice(-18)])
      .filter(({ length }) => length > 6);
    const once = marks.filter((mark) => times(text, mark) === 1);
    return once.slice(0, 1).map((mark) => folded(text).indexOf(mark));
  }

  it('puts eight slips on a sheet, office by office, with the promise and the fingerprint on each', async () => {
    const { office1 = [], office2 = [] } = open.codes;
    const { body, headers } = await post('slips', [...office2, ...office1]).expect(200);
    assert.equal(headers['content-type'], 'application/pdf');
    assert.equal(headers['cache-control'], 'no-store');
    const pages = await pdfPages(body);
    assert.equal(pages.length, 6, 'a cover and two sheets for each of two offices');
    for (const code of office1) assert.equal(times(latin(pages.slice(1, 3)), writeCode(code)), 1);
    for (const code of office2) assert.equal(times(latin(pages.slice(4)), writeCode(code)), 1);
    const full = pages[1]!;
    assert.equal(times(full.persian, 'فرمانداری تبریز'), 9, 'on each slip and in the head');
    assert.equal(times(full.latin, (open.wave.keysFingerprint ?? '').slice(0, 40)), 8);
    assert.equal(times(full.latin, 'farhang.example'), 8);
    assert.equal(times(full.latin, '/w/'), 0, 'the site alone finds the wave by the code');
    has(full.persian, 'هیچ‌کس نمی‌تواند');
    has(pages[0]!.persian, 'فرمانداری تبریز');
    assert.ok(body.length < 60_000 + 18 * 3_000, `${body.length} bytes`);
  });

  it('keeps no code on the server, and refuses a list with a code of nobody', async () => {
    const before = await InvitationModel.find().lean();
    const stranger = `${'7'.repeat(19)}7`;
    for (const codes of [[], [stranger], [...(open.codes.office1 ?? []), stranger]]) {
      const { status, body } = await post('slips', codes);
      assert.equal(status, 422);
      assert.ok(load(body.toString()).text().includes('کدی هست که از این پیمایش نیست'));
    }
    assert.deepEqual(await InvitationModel.find().lean(), before);
  });

  it('draws QR codes that a reader takes for the link', () => {
    const [code = ''] = open.codes.office1 ?? [];
    const { qr, link } = presentSlip(code, open.wave._id, baseUrl);
    const scale = 4;
    const side = qr.size * scale;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (const [, x, y, length] of qr.path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
      for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
        const from = (row * side + Number(x) * scale) * 4;
        for (let at = from; at < from + Number(length) * scale * 4; at += 4) pixels.fill(0, at, at + 3);
      }
    }
    const read = jsqr as unknown as typeof jsqr.default;
    assert.equal(read(pixels, side, side)?.data, link);
  });

  it('prints the questionnaire of a unit: statements in order, its own background questions, pages counted', async () => {
    const { body } = await get('questionnaire?office=office1').expect(200);
    const pages = await pdfPages(body);
    const text = persian(pages);
    const statements = instrument().dimensions.flatMap(({ items }) => items.map((item) => item.text.fa));
    const at = statements.flatMap((one) => placesOf(text, one));
    assert.ok(at.length > statements.length * 0.8, `${at.length} of ${statements.length} are found`);
    assert.deepEqual(
      at,
      [...at].sort((a, b) => a - b),
      'statements stand in their order',
    );
    has(text, 'جنسیت');
    assert.ok(!folded(text).includes(folded('گروه سنی')), 'only what the unit is asked');
    has(text, 'نام خود را ننویسید');
    has(pages.at(-1)!.persian, 'از وقتی که گذاشتید سپاسگزاریم');
    assert.ok(body.length < 250_000, `${body.length} bytes`);
  });

  it('prints a copy for each code, every page of it with the code', async () => {
    const codes = (open.codes.office1 ?? []).slice(0, 2);
    const { body } = await post('questionnaires', codes).expect(200);
    const pages = await pdfPages(body);
    assert.equal(pages.length % 2, 0);
    for (const [index, page] of pages.entries()) {
      has(page.latin, writeCode(codes[index < pages.length / 2 ? 0 : 1]!));
    }
    const mixed = await post('questionnaires', [codes[0]!, open.codes.office2![0]!]);
    assert.equal(mixed.status, 409);
  });

  it('prints hand-over sheets by number, without any code', async () => {
    const { body } = await get('receipts?office=office2').expect(200);
    const pages = await pdfPages(body);
    const text = persian(pages);
    has(text, 'فرمانداری مرند');
    has(text, 'یک برگه');
    for (const code of Object.values(open.codes).flat()) {
      assert.equal(times(latin(pages), code) + times(latin(pages), writeCode(code)), 0);
    }
    assert.equal((await get('receipts?office=nowhere')).status, 404);
    const all = await pdfPages((await get('receipts').expect(200)).body);
    assert.equal(all.length, 4);
  });

  it('prints what a person wrote as text, never as commands of the typesetter', async () => {
    const { body } = await get('questionnaire?office=office1').expect(200);
    const [first] = await pdfPages(body);
    for (const word of ['panic', '*پررنگ*', 'label', 'ref', '#sys.inputs', '[[']) has(first!.latin, word);
  });

  it('prints in English for English readers', async () => {
    const english = await signInAs(test.app, { ...people.administrator, username: 'english' });
    await english.get('/desk?lang=en');
    const reply = await english
      .get(`${base}/printing/questionnaire?office=office1`)
      .buffer()
      .parse(binary as never);
    has(latin(await pdfPages(reply.body)), 'Page 1 of');
    const gap = await gapAbove(reply.body, 'A few questions about');
    assert.ok(
      gap !== null && gap > 24,
      `the heading lies ${gap} points below the rule of the last statement`,
    );
  });

  it('offers the downloads on one page, and none for a draft', async () => {
    const page = load((await agent.get(`${base}/printing`).expect(200)).text);
    assert.equal(page('html').attr('dir'), 'rtl');
    assert.equal(page('select[name=office]').length, 2);
    await agent.get('/desk/waves/nothing/printing').expect(404);
  });

  it('says where the compiler is not to be had what to do instead, for each document', async () => {
    const render = pdfRenderer('no-such-compiler');
    const sentences = new Map<string, string>();
    for (const name of ['slips', 'questionnaire', 'receipts']) {
      const error = await render(`printing/${name}`, {}).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof PdfUnavailable);
      assert.equal(error.status, 503);
      sentences.set(name, translator('en')(error.messageKey));
    }
    for (const [name, sentence] of sentences) {
      assert.match(sentence, /^PDFs cannot be made on this machine/);
      assert.match(sentence, /from the browser/, name);
    }
  });

  it('gives pages to print where the compiler is missing, with the same statements, boxes and lines to sign', async () => {
    const { app } = await testApp({ baseUrl }, { renderPdf: pdfRenderer('a-compiler-that-is-not-there') });
    const other = await signInAs(app, people.administrator);
    const sheet = load((await other.get(`${base}/printing/questionnaire?office=office1`).expect(200)).text);
    const { items } = compileQuestionnaire([instrument()]);
    assert.equal(sheet('.printed-items tbody tr').length, items.length);
    const { points, notApplicable } = instrument().scale;
    const boxes = sheet('.printed-items tbody tr').first().find('.mark-box').length;
    assert.equal(boxes, points + (notApplicable ? 1 : 0));
    assert.equal(sheet('html').attr('dir'), 'rtl');
    assert.ok(sheet('h1').text().includes(hostile.trim()), 'a title is text and no markup');
    const receipts = load((await other.get(`${base}/printing/receipts?office=office1`).expect(200)).text);
    assert.equal(receipts('.printed-receipt section').length, 2);
    assert.ok(receipts('.sign-list tbody tr').length > 0);
  });

  it('is for administrators who are signed in', async () => {
    await supertest(test.app).get(`${base}/printing`).expect(303);
    const manager = await signInAs(test.app, people.manager);
    await manager.get(`${base}/printing/receipts`).expect(403);
  });
});
