/** Words of another language are marked in the finished page, wherever they stand in it. */
import assert from 'node:assert/strict';
import { markLanguages } from '../../server/http/markLanguages.ts';

const fa = (text: string) => `<bdi lang="fa" dir="rtl">${text}</bdi>`;
const en = (text: string) => `<bdi lang="en" dir="ltr">${text}</bdi>`;

/** English pages: what stands in them, and how it is marked. */
const inEnglish: [string, string][] = [
  ['Report of فرمانداری اهر (بخش هوراند), 5 of 6', `Report of ${fa('فرمانداری اهر (بخش هوراند)')}, 5 of 6`],
  ['اهر, هریس and سراب', `${fa('اهر')}, ${fa('هریس')} and ${fa('سراب')}`],
  ['<p>خوب است. (بله!) چرا؟</p>', `<p>${fa('خوب است. (بله!) چرا؟')}</p>`],
  ['say “می‌دانم” &amp; «نه»', `say “${fa('می‌دانم')}” &amp; «${fa('نه')}»`],
  ['<p>پیمایش ۱۴۰۵ of 2026', `<p>${fa('پیمایش ۱۴۰۵')} of 2026`],
  ['<p lang="fa">سلام <b>دنیا</b></p>سلام', `<p lang="fa">سلام <b>دنیا</b></p>${fa('سلام')}`],
  ['<p>a<p lang="fa">ب<p>ج', `<p>a<p lang="fa">ب<p>${fa('ج')}`],
  ['<option>اهر</option>', '<option lang="fa" dir="rtl">اهر</option>'],
  ['<title>اهر · Farhang-Sanj</title>', '<title lang="fa" dir="rtl">اهر · Farhang-Sanj</title>'],
  ['<title>Results of اهر · Farhang-Sanj</title>', '<title>Results of اهر · Farhang-Sanj</title>'],
  ['<textarea dir="auto">اهر</textarea>', '<textarea dir="auto" lang="fa">اهر</textarea>'],
  ['<input type="text" value="اهر">', '<input type="text" value="اهر" lang="fa" dir="auto">'],
  ['<input type="hidden" value="اهر">', '<input type="hidden" value="اهر">'],
  ['<svg><text x="1">اهر</text></svg>', '<svg><text x="1" lang="fa">اهر</text></svg>'],
  ['<script>"اهر"</script><!-- اهر -->', '<script>"اهر"</script><!-- اهر -->'],
  ['<i title="a>b اهر">x</i>', '<i title="a>b اهر">x</i>'],
  ['<code>اهر</code>', `<code>${fa('اهر')}</code>`],
];

const inPersian: [string, string][] = [
  ['سرور: 550 5.7.54 Unable to relay', `سرور: 550 5.7.54 ${en('Unable to relay')}`],
  ['با Google Forms و Excel', `با ${en('Google Forms')} و Excel`],
  ['a &quot;b c&quot; &amp; x', `a &quot;${en('b c')}&quot; &amp; x`],
  ['a@b.ir b.c/d e-f', 'a@b.ir b.c/d e-f'],
  [
    '<code>two words</code> <bdi translate="no">demo open</bdi>',
    '<code>two words</code> <bdi translate="no">demo open</bdi>',
  ],
  ['<p lang="en">two words اهر</p>', `<p lang="en">two words ${fa('اهر')}</p>`],
  ['<option>Two words</option>', '<option lang="en" dir="ltr">Two words</option>'],
];

describe('words of another language', () => {
  for (const [html, marked] of inEnglish)
    it(`are marked on an English page: ${html}`, () => assert.equal(markLanguages(html, 'en'), marked));
  for (const [html, marked] of inPersian)
    it(`are marked on a Persian page: ${html}`, () => assert.equal(markLanguages(html, 'fa'), marked));

  it('are marked once, however often a page goes through it', () => {
    const once = inEnglish.map(([html]) => markLanguages(html, 'en'));
    assert.deepEqual(
      once.map((html) => markLanguages(html, 'en')),
      once,
    );
  });
});
