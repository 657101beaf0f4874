/** Everything through which a wave's results are read or taken away, as plain text by channel, in one language. */
import { load } from 'cheerio';
import readWorkbook from 'read-excel-file/node';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { bookData, bookOffice } from '../../server/kit/book.ts';
import { kitOffice } from '../../server/kit/kitOffice.ts';
import { type KitFile, kitFile, kitFiles } from '../../server/kit/officeDocuments.ts';
import { readOffice } from '../../server/kit/officeReading.ts';
import { renderPdf } from '../../server/pdf/renderPdf.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { partsOfZip } from '../kit/zipText.ts';
import { binary, pdfPages } from '../support/pdf.ts';
import type { Agent } from '../support/people.ts';

export type Language = 'fa' | 'en';

/** By the name of the channel. A PDF is read in the direction of its language. */
export type Channels = Map<string, string>;

interface Asked {
  wave: Wave;
  offices: readonly string[];
  dimension: string;
}

/** Pages and tables, as an analyst opens them. */
export async function readOnline(
  agent: Agent,
  { wave, offices, dimension }: Asked,
  lang: Language,
): Promise<Channels> {
  const told: Channels = new Map();
  const base = `/desk/reports/${wave._id}`;
  const page = async (name: string, path: string) => {
    const { text } = await agent.get(path).expect(200);
    told.set(name, textOf(text));
  };
  await agent.get(`/desk?lang=${lang}`).redirects(1);
  await page('comparison', `${base}/comparison`);
  const whole = wave.instruments[0]?.id ?? '';
  for (const { id } of wave.instruments.filter(({ id }) => id !== whole))
    await page(`comparison by ${id}`, `${base}/comparison?instrument=${id}`);
  const prefix = lang === 'fa' ? '' : '/en';
  await page('public page', `${prefix}/waves/${wave._id}/results`);
  for (const office of offices) {
    for (const scope of ['own', 'subtree'] as const)
      await page(`report of ${office} ${scope}`, `${base}/${office}?scope=${scope}`);
    await page(
      `plan of ${office}`,
      `/desk/plans/new?wave=${wave._id}&office=${office}&scope=own&dimension=${dimension}`,
    );
    await page(`kit of ${office}`, `${base}/${office}/kit?scope=own`);
    told.set(`workbook of ${office}`, await sheetText(agent, `${base}/${office}/table.xlsx?scope=own`));
  }
  told.set('workbook of the comparison', await sheetText(agent, `${base}/comparison/table.xlsx`));
  told.set('workbook of all', await sheetText(agent, `/desk/waves/${wave._id}/open-data/reports.xlsx`));
  const csv = await agent.get(`/desk/waves/${wave._id}/open-data/reports.csv`).expect(200);
  told.set('CSV of all', csv.text);
  return told;
}

function textOf(html: string): string {
  const $ = load(html);
  $('script, style, svg, template, [hreflang]').remove();
  $('td, th, p, li, dt, dd, h1, h2, h3, summary, option, span, div').append(' ');
  return $('main').text().replace(/\s+/g, ' ');
}

async function sheetText(agent: Agent, path: string): Promise<string> {
  const { body } = await agent
    .get(path)
    .buffer()
    .parse(binary as never)
    .expect(200);
  const sheets = (await readWorkbook(body as Buffer)) as unknown as { data: unknown[][] }[];
  return sheets.flatMap(({ data }) => data.map((row) => row.join(' | '))).join('\n');
}

/** The documents of one office and of the book, as they are made for it. */
export async function readPrinted(wave: Wave, office: string, lang: Language): Promise<Channels> {
  const reader = readerOfLanguage(lang);
  const told: Channels = new Map();
  const asked = { office, baseUrl: 'https://survey.example.ir', mayRead: () => true };
  const reading = (await readOffice(wave, asked, reader))!;
  const words = kitOffice(reading, reader);
  for (const file of kitFiles) told.set(`${file} of ${office}`, await documentText(file));
  const book = bookData(wave, words, [bookOffice(reading, words, 0, reader)], reader);
  told.set(
    `book with ${office}`,
    await pdfText(await renderPdf('kit/book', book, { standard: 'ua-1' }), lang),
  );
  return told;

  async function documentText(file: KitFile): Promise<string> {
    const bytes = await kitFile(file, reading, reader, renderPdf, words);
    if (file.endsWith('.pdf')) return pdfText(bytes, lang);
    const parts = [...(await partsOfZip(bytes))].filter(([path]) => /slides\/slide\d+\.xml$/.test(path));
    return parts.map(([, xml]) => xml.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).join('\n');
  }
}

async function pdfText(bytes: Buffer, lang: Language): Promise<string> {
  return (await pdfPages(bytes)).map(({ persian, latin }) => (lang === 'fa' ? persian : latin)).join('\n');
}
