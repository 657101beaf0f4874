/** The kit of results: tagged documents and slides with the report's own words and numbers, the same bytes each time, for whoever may read. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load } from 'cheerio';
import { getDocumentProxy } from 'unpdf';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { eraseWaves } from '../../server/campaigns/erasure/eraseWaves.ts';
import { purgeWave } from '../../server/campaigns/purgeWave.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { kitsFinished } from '../../server/kit/makeKit.ts';
import { kitFile, kitFiles } from '../../server/kit/officeDocuments.ts';
import { readOffice } from '../../server/kit/officeReading.ts';
import { presentation } from '../../server/kit/slides/presentation.ts';
import { readKitState, zipOf } from '../../server/kit/storedKit.ts';
import { renderPdf } from '../../server/pdf/renderPdf.ts';
import { PlanModel, placeOf, type SaidWords } from '../../server/plans/plan.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { runOnStore } from '../cli/runOnStore.ts';
import { storedWave } from '../reportPages/storedWave.ts';
import { noon } from '../support/fixedClock.ts';
import { binary, folded, pdfPages } from '../support/pdf.ts';
import { type Agent, csrfOf, people, postForm, signInAs } from '../support/people.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { zipTraces } from '../support/zipTraces.ts';
import { partsOfZip } from './zipText.ts';

const reader = readerOfLanguage('fa');
const mayRead = () => true;
const baseUrl = 'https://survey.example.ir';
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the kit', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let wave: Wave;
  let analyst: Agent;
  let manager: Agent;
  const base = '/desk/reports/wave';

  before(async () => {
    test = await testApp();
    wave = await storedWave();
    await PlanModel.create(
      plan('told', { said: 'معیارها روشن نبود.', did: 'معیارها را نوشتیم.', state: 'approved', note: '' }),
    );
    analyst = await signInAs(test.app, people.analyst);
    manager = await signInAs(test.app, {
      ...people.manager,
      grants: [{ office: 'north', from: null, to: null }],
    });
  });

  afterEach(() => {
    delete process.env.BASE_URL;
  });

  const made = async (office: string, file: (typeof kitFiles)[number], lang: 'fa' | 'en' = 'fa') => {
    const inLanguage = readerOfLanguage(lang);
    const reading = await readOffice(wave, { office, baseUrl, mayRead }, inLanguage);
    return kitFile(file, reading!, inLanguage, renderPdf);
  };
  const textOf = async (pdf: Buffer) =>
    folded((await pdfPages(pdf)).map(({ persian }) => persian).join('\n'));

  it('has a summary of exactly one page for every office, large, small, merged or without staff', async () => {
    for (const office of ['root', 'north', 'small', 'tiny', 'empty', 'c']) {
      const pages = await pdfPages(await made(office, 'summary.pdf'));
      assert.equal(pages.length, 1, office);
      assert.ok(folded(pages[0]!.persian).length > 100, office);
    }
  });

  it('has a poster of one page, whatever was written, and a guide on the two sides of a sheet', async () => {
    for (const office of ['root', 'south', 'tiny']) {
      assert.equal((await pdfPages(await made(office, 'poster.pdf'))).length, 1, office);
      assert.equal((await pdfPages(await made(office, 'meeting.pdf'))).length, 2, office);
    }
    const longest = 'همکاران ما نوشتند که معیارها روشن نیست. '.repeat(20).slice(0, 400);
    const words: SaidWords = { said: longest, did: longest, state: 'approved', note: '' };
    const plans = ['one', 'two', 'three'].map((id) => ({
      ...plan(id, words),
      ...{ office: 'south', place: id, theme: id },
    }));
    await PlanModel.insertMany(plans);
    const poster = await made('south', 'poster.pdf');
    await PlanModel.deleteMany({ office: 'south' });
    assert.equal((await pdfPages(poster)).length, 1);
    assert.ok((await textOf(poster)).split(folded('همکاران')).length > 55, 'all of it is there');
  });

  it('is tagged, titled, in Persian, with bookmarks and an alternative text made from the numbers', async () => {
    const pdf = await made('south', 'report.pdf');
    const raw = pdf.toString('latin1');
    assert.match(raw, /\/MarkInfo/);
    assert.match(raw, /\/Lang ?\(fa/);
    assert.match(raw, /pdfuaid/);
    const document = await getDocumentProxy(new Uint8Array(pdf));
    const outline = await document.getOutline();
    assert.ok(outline.length >= 2, 'a bookmark for each part');
    const { info } = await document.getMetadata();
    assert.match((info as { Title: string }).Title, /گزارش کامل/);
    const text = await textOf(pdf);
    assert.doesNotMatch(text, /[0-9]/, 'digits are Persian');
    const tree = JSON.stringify(await (await document.getPage(1)).getStructTree());
    assert.match(tree, /نمودار شاخص/);
  });

  it('says what the page says, and nothing that it hides', async () => {
    const reading = await readOffice(wave, { office: 'south', scope: 'own', baseUrl, mayRead }, reader);
    const [section] = reading!.page.page.sections;
    assert.ok(section && 'index' in section);
    const text = await textOf(await kitFile('report.pdf', reading!, reader, renderPdf));
    for (const sentence of section.sentences) assert.ok(text.includes(copiedRun(sentence)), sentence);
    assert.ok(text.includes(folded(section.index.mean)));
    const tiny = await textOf(await made('tiny', 'report.pdf'));
    assert.ok(tiny.includes(folded('تعداد پاسخ کمتر از حد نصاب')));
    const slides = await partsOfZip(await made('tiny', 'slides.pptx'));
    assert.doesNotMatch([...slides.values()].join(''), /بازهٔ اطمینان|▲|▼/);
  });

  it('has slides with titles, real tables from the right, and well-formed parts', async () => {
    const widths: string[][][] = [];
    for (const [lang, rtl] of [
      ['fa', true],
      ['en', false],
    ] as const) {
      const parts = await partsOfZip(await made('south', 'slides.pptx', lang));
      const slides = [...parts].filter(([path]) => /slides\/slide\d+\.xml$/.test(path));
      assert.ok(slides.length >= 5, String(slides.length));
      for (const [path, content] of parts)
        if (path.endsWith('.xml') || path.endsWith('.rels')) assertWellFormed(content, path);
      for (const [path, content] of slides) {
        assert.match(content, /<p:ph type="title"\/>/, path);
        assert.equal(/rtl="1"/.test(content), rtl, path);
      }
      const all = slides.map(([, content]) => content).join('');
      assert.ok(all.split('<a:tbl>').length > 3, 'tables are tables');
      assert.doesNotMatch(all, /<a:tblPr[^>]*rtl/, 'LibreOffice would leave such a table as it is');
      widths.push(
        all.split('<a:tbl>').map((table) => [...table.matchAll(/gridCol w="(\d+)"/g)].map(([, w = '']) => w)),
      );
      if (rtl) assert.doesNotMatch(all.replace(/<[^>]*>/g, ''), /[0-9]/);
    }
    const [persian = [], english = []] = widths;
    assert.deepEqual(
      persian.map((columns) => columns.toReversed()),
      english,
    );
  });

  it('keeps what a person wrote as text in slides', async () => {
    const hostile = '<a:t>&"]]>\u0000';
    const bytes = await presentation({
      ...{
        title: hostile,
        author: hostile,
        running: hostile,
        day: noon,
        lang: 'fa',
        isRtl: true,
        number: String,
      },
      slides: [{ title: hostile, shapes: [] }],
    });
    for (const [path, content] of await partsOfZip(bytes)) assertWellFormed(content, path);
  });

  it('puts approved words on the poster, and no number before the results are open to staff', async () => {
    assert.ok((await textOf(await made('north', 'poster.pdf'))).includes(folded('معیارها را نوشتیم.')));
    const closed = { ...wave, releasedTo: ['managers'] } as Wave;
    const reading = await readOffice(closed, { office: 'south', baseUrl, mayRead }, reader);
    const text = await textOf(await kitFile('poster.pdf', reading!, reader, renderPdf));
    assert.doesNotMatch(text, /[۰-۹]{2}٫|٪/);
    assert.ok(text.includes(folded('برای کارکنان منتشر نشده است')));
  });

  it('says on the poster and in the guide how staff open the results: with words, by the address, or not at all', async () => {
    const words = 'انار-کبوتر-دریا';
    const told = async (releasedTo: Wave['releasedTo'], file: 'poster.pdf' | 'meeting.pdf') => {
      const shown = { ...wave, releasedTo, resultsWords: words };
      const reading = await readOffice(shown, { office: 'north', baseUrl, mayRead }, reader);
      const pdf = await kitFile(file, reading!, reader, renderPdf);
      const raw = (await pdfPages(pdf))
        .map(({ latin }) => latin)
        .join('')
        .replaceAll(/\s/g, '');
      const text = await textOf(pdf);
      return {
        address: raw.includes('survey.example.ir/waves/wave/results'),
        words: words.split('-').every((word) => text.includes(folded(word))),
      };
    };
    for (const file of ['poster.pdf', 'meeting.pdf'] as const) {
      assert.deepEqual(await told(['managers'], file), { address: false, words: false }, file);
      assert.deepEqual(await told(['managers', 'employees'], file), { address: true, words: true }, file);
      assert.deepEqual(await told(['managers', 'public'], file), { address: true, words: false }, file);
    }
  });

  it('says in the guide what is certain, what is noise and what never to ask', async () => {
    const page = load((await manager.get(`${base}/north/kit`).expect(200)).text);
    assert.equal(page('html').attr('dir'), 'rtl');
    assert.match(page('main').text(), /نپرسید «چه کسی این را گفته است؟»/);
    assert.equal(page('.kit-files a').length, kitFiles.length);
    const english = load((await manager.get(`${base}/north/kit?lang=en`).redirects(1)).text);
    assert.ok(english('main').text().length > 200);
    await manager.get('/desk?lang=fa');
  });

  it('gives files to whoever may open the report, with their digest in the audit trail', async () => {
    const get = (agent: Agent, path: string) =>
      agent
        .get(`${base}/${path}`)
        .buffer()
        .parse(binary as never);
    for (const file of kitFiles) {
      const { status, body, headers } = await get(manager, `north/kit/${file}`);
      assert.equal(status, 200, file);
      assert.match(headers['content-disposition'] ?? '', new RegExp(`north-${file}`));
      const [entry] = await AuditModel.find({ action: 'kit.download' }).sort({ _id: -1 }).lean();
      assert.equal(entry?.detail.sha256, sha256(body), file);
    }
    assert.equal((await get(manager, 'south/kit/report.pdf')).status, 403);
    assert.equal((await get(manager, 'north/kit/other.pdf')).status, 404);
    assert.equal((await manager.get(`${base}/kit`)).status, 403, 'not the whole province');
    assert.equal((await analyst.get(`${base}/nowhere/kit`)).status, 404);
  });

  it('makes the files of all offices and the book with one button, in the background, the same twice', async () => {
    const token = csrfOf((await analyst.get('/desk')).text);
    const sums: string[] = [];
    for (const _ of [1, 2]) {
      await analyst.post(`${base}/kit`).type('form').send({ _csrf: token }).expect(303);
      await kitsFinished();
      const page = load((await analyst.get(`${base}/kit`).expect(200)).text);
      assert.equal(page('meta[http-equiv=refresh]').length, 0);
      const { body } = await analyst
        .get(`${base}/kit/all.zip`)
        .buffer()
        .parse(binary as never)
        .expect(200);
      const shown = page('code')
        .map((_i, code) => page(code).text())
        .get();
      assert.ok(shown.includes(sha256(body)), 'the page shows the digest of the file');
      sums.push(sha256(body));
      const parts = await partsOfZip(body);
      assert.equal(parts.size, wave.offices.length * kitFiles.length + 2);
      assert.deepEqual(zipTraces(body), []);
      assert.doesNotMatch([...parts.keys()].join('\n'), /^\/|\.\.|\\/m);
    }
    assert.equal(sums[0], sums[1]);
    const entries = await AuditModel.find({ action: 'kit.make' }).lean();
    assert.deepEqual(
      entries.map(({ detail }) => detail.zip),
      sums,
    );
  });

  it('says that the disk has no room for it, is made when there is some, and ends nothing else', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const place = { dataDir: test.config.dataDir, wave: 'wave', variant: 'en' };
    mkdirSync(dirname(zipOf(place)), { recursive: true });
    symlinkSync('/dev/full', `${zipOf(place)}.new`);
    await analyst.get(`${base}/kit?lang=en`).expect(303);
    await postForm(analyst, `${base}/kit`, {}, `${base}/kit`);
    await kitsFinished();
    const { text } = await analyst.get(`${base}/kit`).expect(200);
    assert.match(load(text)('[role=status]').text(), /had no room/);
    assert.equal((await readKitState(place))?.sha256, '');
    assert.ok(!existsSync(zipOf(place)), 'no part of it is left');
    await analyst.get(`${base}/kit?lang=fa`).expect(303);
  });

  it('is written by one command, as the button makes it', async () => {
    const [out, one] = [temporaryFolder('kit'), temporaryFolder('kit-one')];
    // The address of the site, which the command has from the environment as the server does.
    process.env.BASE_URL = test.config.baseUrl;
    const all = await runOnStore('kit', '--wave', 'wave', '--out', out, '--json');
    assert.equal(all.code, 0, all.stderr);
    const listed = readFileSync(join(out, 'SHA256SUMS'), 'utf8').trim().split('\n');
    assert.equal(listed.length, wave.offices.length * kitFiles.length + 1);
    for (const line of listed) {
      const [digest, path = ''] = line.split('  ');
      assert.equal(sha256(readFileSync(join(out, path))), digest, path);
    }
    const [button] = await AuditModel.find({ action: 'kit.make' }).sort({ _id: 1 }).lean();
    assert.equal(JSON.parse(all.stdout).sha256, button?.detail.sha256);
    assert.equal((await runOnStore('kit', '--wave', 'wave', '--office', 'north', '--out', one)).code, 0);
    assert.deepEqual(readdirSync(one).sort(), kitFiles.map((file) => `north-${file}`).sort());
    assert.deepEqual(
      readFileSync(join(one, 'north-report.pdf')),
      readFileSync(join(out, 'north/north-report.pdf')),
    );
    const begins = ({ persian }: { persian: string }) => folded(persian).slice(0, 60);
    const book = (await pdfPages(readFileSync(join(out, 'book.pdf')))).map(begins);
    const first = await Promise.all(
      wave.offices.map(async ({ code }) =>
        begins((await pdfPages(readFileSync(join(out, code, `${code}-summary.pdf`))))[0]!),
      ),
    );
    const at = book.indexOf(first[0]!);
    assert.deepEqual(book.slice(at, at + first.length).sort(), first.sort(), 'each office has one page');
    const wrong = await runOnStore('kit', '--wave', 'wave', '--office', 'nowhere', '--out', one);
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /--office: expected the code/);
  });

  it('is refused before the release and after the results were deleted', async () => {
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { state: 'counted' } });
    assert.equal((await manager.get(`${base}/north/kit`)).status, 409);
    assert.equal((await analyst.get(`${base}/kit`)).status, 409);
    const ran = await runOnStore('kit', '--wave', 'wave', '--out', temporaryFolder('kit'));
    assert.deepEqual([ran.code, ran.stdout], [1, '']);
    assert.match(ran.stderr, /not released/);
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { state: 'released' } });
    await purgeWave(wave, { actor: 'test', now: noon });
    await eraseWaves(test.config.dataDir, test.clock);
    assert.deepEqual(readdirSync(join(test.config.dataDir, 'kits')), [], 'its files go as well');
    assert.equal((await analyst.get(`${base}/kit`)).status, 409);
  });
});

function plan(id: string, words: SaidWords) {
  const about = { _id: id, office: 'north', dimension: 'trust' };
  return {
    ...{
      ...about,
      ...placeOf(about, 1),
      scope: 'own' as const,
      wave: 'wave',
      instrument: 'survey',
      state: 'open' as const,
    },
    ...{ openedOn: '2025-12-01', action: 'معیارها را می‌نویسیم.', owner: 'معاون', expected: 5 },
    ...{ startsOn: '2025-12-01', endsOn: '2026-06-01', words },
  };
}

/** The longest run of a sentence that is copied whole: not half-spaces, vowel signs, لا and what stands in bold. */
function copiedRun(sentence: string): string {
  const runs = sentence.split(/\*\*|\S*(?:[\u200c\u064b-\u0655]|لا)\S*/).map(folded);
  return runs.sort((a, b) => b.length - a.length)[0]!.slice(0, 18);
}

/** Tags close in the order in which they opened, and there is no bare ampersand or control character. */
function assertWellFormed(content: string, path: string): void {
  const open: string[] = [];
  for (const [, closing, name = '', selfClosing] of content.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (closing) assert.equal(open.pop(), name, path);
    else if (!selfClosing) open.push(name);
  }
  assert.deepEqual(open, [], path);
  assert.doesNotMatch(content, /&(?!amp;|lt;|gt;|quot;)/, path);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not occur
  assert.doesNotMatch(content, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/, path);
}
