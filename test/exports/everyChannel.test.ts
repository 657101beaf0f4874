/**
 * Waves in which hardly anything can be told, read through every channel in both languages: pages, the public page, kits, book, workbooks,
 * CSV, API. What no test carries must not be said anywhere, and what a reader needs beside a number must stand in each of them.
 */
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import type { Report } from '../../server/reports/published/reportObject.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { program } from '../api/situation.ts';
import { folded } from '../support/pdf.ts';
import { people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { type Channels, type Language, readOnline, readPrinted } from './channels.ts';
import { storeDesigned } from './designedWaves.ts';

const languages = ['fa', 'en'] as const;
const [root, half, whole, few] = ['root', 'north', 'whole', 'six'] as const;

/** Said of nothing in these waves, in any channel: verbs of change, and praise or blame that no test carries. */
const forbidden = {
  fa: /بدون تفاوت|تفاوتی ندار|تفاوت ندار|این‌ها خوب است|این‌ها کم است|ضعیف‌ترین|قوی‌ترین|بهتر شده(?! است؟)|بدتر شده|NaN|undefined|Infinity/,
  en: /no difference from|not differ|These are good|These are weak|[Ww]eakest|[Ss]trongest|has (risen|fallen)|have (risen|fallen)|NaN|undefined|Infinity/,
};
const words = {
  fa: {
    unclear: 'نمی‌توان گفت',
    invisible: 'دیده نمی‌شود',
    byChance: 'تصادف پایین‌تر',
    silent: 'پاسخ نداده‌اند',
    everyone: 'همهٔ کارکنان پاسخ داده‌اند',
    against: 'در جهت مخالف',
    ideal: 'سطح هدف',
    closely: 'همبستگی بیشتر از بُعدهای دیگر',
  },
  en: {
    unclear: 'cannot be told',
    invisible: 'is invisible',
    byChance: 'by chance alone',
    silent: 'people did not answer',
    everyone: 'All staff answered',
    against: 'goes against',
    ideal: 'the ideal of',
    closely: 'more closely than the other dimensions',
  },
} satisfies Record<Language, Record<string, string>>;

describe('every channel of a wave that tells little', () => {
  useDatabase({ emptyEach: false });
  const told = {} as Record<Language, Channels>;
  const reports = new Map<string, Report>();
  let wave: Wave;

  before(async function () {
    this.timeout(240_000);
    const { app } = await testApp();
    wave = await storeDesigned();
    const agent = await signInAs(app, people.analyst);
    for (const lang of languages)
      told[lang] = new Map([
        ...(await readOnline(agent, { wave, offices: [root, half, whole, few], dimension: 'near' }, lang)),
        ...(await readPrinted(wave, half, lang)),
      ]);
    const reader = await program(app, { role: 'analyst' });
    for (const office of [root, half, whole, few])
      reports.set(office, (await reader.get(`/api/v1/waves/designed/reports/${office}`).expect(200)).body);
  });

  /** Channels by a part of their name; a PDF breaks lines, so white space counts nowhere. */
  const named = (lang: Language, part: RegExp) => {
    const found = [...told[lang]].filter(([name]) => part.test(name));
    assert.ok(found.length > 0, String(part));
    return found.map(([name, text]) => [name, folded(text)] as const);
  };
  const says = (lang: Language, part: RegExp, phrase: string) => {
    for (const [name, text] of named(lang, part))
      assert.ok(text.includes(folded(phrase)), `${lang} ${name}: ${phrase} in ${text}`);
  };
  const saysNot = (lang: Language, part: RegExp, phrase: string) => {
    for (const [name, text] of named(lang, part))
      assert.ok(!text.includes(folded(phrase)), `${lang} ${name}: ${phrase}`);
  };

  for (const lang of languages) {
    const say = words[lang];
    it(`says nothing that no test carries: ${lang}`, () => {
      for (const [name, text] of told[lang]) {
        const found = forbidden[lang].exec(text.replace(/\s+/g, ' '));
        assert.equal(
          found,
          null,
          `${name}: ${text.slice((found?.index ?? 0) - 60, (found?.index ?? 0) + 60)}`,
        );
      }
      saysNot(lang, /./, say.closely.concat(lang === 'fa' ? ' با goal' : ' on goal'));
      assert.ok(told[lang].size > 30, String(told[lang].size));
    });

    it(`calls what could not be told so, with what could not have been seen: ${lang}`, () => {
      for (const channel of [
        /^report of north/,
        /^report.pdf of north/,
        /^slides.pptx of north/,
        /^summary.pdf of north/,
      ])
        says(lang, channel, say.unclear);
      for (const channel of [
        /^report of north/,
        /^report.pdf of north/,
        /^plan of north/,
        /^meeting.pdf of north/,
      ])
        says(lang, channel, say.invisible);
      says(
        lang,
        /^(summary.pdf|slides.pptx|book with) (of )?north/,
        lang === 'fa' ? 'تفاوتی کوچک‌تر از این‌ها' : 'Smaller differences than these',
      );
      says(lang, /^workbook of (north|all)/, say.unclear);
    });

    it(`begins with the lowest score only as what chance may have made the lowest: ${lang}`, () => {
      for (const channel of [
        /^report of root own/,
        /^report.pdf of north/,
        /^poster.pdf of north/,
        /^slides.pptx of north/,
      ])
        says(lang, channel, say.byChance);
    });

    it(`shows beside a mean what those who did not answer could change, and where nobody was silent, that: ${lang}`, () => {
      for (const channel of [
        /^report of (root own|north)/,
        /^(report|summary|meeting).pdf of north/,
        /^slides.pptx of north/,
        /^book with north/,
        /^comparison/,
        /^kit of north/,
        /^public page/,
      ])
        says(lang, channel, say.silent);
      says(lang, /^report of whole/, say.everyone);
      saysNot(lang, /^kit of whole/, say.silent);
    });

    it(`tells a dimension that goes against the outcome as that, everywhere, and never as a place to begin: ${lang}`, () => {
      for (const channel of [
        /^report of (root|north)/,
        /^report.pdf of (root|north)/,
        /^book with (root|north)/,
        /^public page/,
      ])
        says(lang, channel, say.against);
      for (const [name, text] of told[lang]) {
        const flat = text.replace(/\s+/g, ' ').replaceAll('**', '');
        const begun = lang === 'fa' ? /کار را از burden|burden شروع کنید/ : /Begin with burden/;
        assert.doesNotMatch(flat, begun, name);
      }
    });

    it(`names no ideal where there is none, and one of the three verdicts where there is: ${lang}`, () => {
      const page = told[lang].get('report of north own')!;
      const [first, second, third] = ['near', 'burden', 'only'].map((id) => page.lastIndexOf(`${id} `));
      assert.ok(first! < second! && second! < third!);
      for (const [name, text] of told[lang]) {
        const sentences = text
          .split(/(?<=[.؛:])\s/)
          .filter((one) => /^(مخالفت|Opposition)( در| in|:)/.test(one));
        for (const sentence of sentences) assert.ok(!sentence.includes(say.ideal), `${name}: ${sentence}`);
      }
      says(lang, /^report of whole own/, lang === 'fa' ? 'به دست آمده' : 'is reached');
      says(
        lang,
        lang === 'fa' ? /^report of north own/ : /^(report of north own|report.pdf of north)/,
        lang === 'fa' ? 'به دست آمده است یا نه' : 'is reached cannot be told',
      );
    });

    it(`gives a word where there is no ICC(2), and no omega of an improper fit: ${lang}`, () => {
      says(
        lang,
        /^report of (root|north) own/,
        lang === 'fa'
          ? 'میان واحدها تفاوتی نیست که پایایی داشته باشد'
          : 'no difference between offices to be reliable about',
      );
    });
  }

  it('has the same verdicts and numbers in API, CSV and workbook as the pages speak by', () => {
    const csv = parse(told.en.get('CSV of all')!, { bom: true, columns: true }) as Record<string, string>[];
    const rows = new Map(csv.map((row) => [`${row.office} ${row.scope} ${row.kind} ${row.measure}`, row]));
    let compared = 0;
    for (const [office, { instruments }] of reports)
      for (const { id, index, aggregation, dimensions } of instruments)
        for (const [kind, measure, score] of [
          ['index', id, index] as const,
          ...dimensions.map((one) => ['dimension', one.id, one] as const),
        ]) {
          for (const { icc1, icc2 } of Object.values(aggregation))
            assert.ok(icc1 === null || icc1 > 0 || icc2 === null, `${office} ${id}: ${icc1} ${icc2}`);
          const row = rows.get(`${office} own ${kind} ${measure}`)!;
          if (!('versus' in score) || !score.versus) {
            assert.equal(row.markProvince, '');
            continue;
          }
          const { province } = score.versus;
          if (!('verdict' in province)) continue;
          compared += 1;
          assert.equal(
            row.markProvince,
            province.verdict === 'different'
              ? province.difference! > 0
                ? 'higher'
                : 'lower'
              : (province.verdict ?? 'notTested'),
          );
          assert.equal(
            row.detectableProvince,
            province.detectable === null ? '' : String(province.detectable),
          );
          const isAbove = wave.instruments.find((one) => one.id === id)!.ideal === null;
          assert.equal(score.idealVerdict === null, isAbove || !Array.isArray(score.ci95));
        }
    assert.ok(compared >= 18, String(compared));
  });

  it('says on one page one range for those who did not answer', () => {
    for (const office of [root, half]) {
      const page = told.en.get(`report of ${office} own`)!;
      const between = [...page.matchAll(/mean of all staff lies between (\d+) and (\d+)/g)].map(
        ([, low, high]) => `${low} ${high}`,
      );
      const ends = [...page.matchAll(/the index would be (\d+), with the best ones (\d+)/g)].map(
        ([, low, high]) => `${low} ${high}`,
      );
      assert.ok(between.length > 0);
      assert.deepEqual(ends, between);
    }
  });
});
