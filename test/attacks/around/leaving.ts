/**
 * What leaves as a file is passed on, and with it what stands in no page: who made it, when and on which machine, hidden sheets, texts and styles
 * that nothing shows. Every kind of file of a released wave is taken by two readers on two days, and what it holds beside its content is read.
 */
import { hostname } from 'node:os';
import { getDocumentProxy } from 'unpdf';
import { readerOfLanguage } from '../../../server/i18n/reader.ts';
import { renderPdf } from '../../../server/pdf/renderPdf.ts';
import { printedQuestionnaire } from '../../../server/printing/printedQuestionnaire.ts';
import { printedSlips } from '../../../server/printing/printedSlips.ts';
import { projectRoot } from '../../../server/projectRoot.ts';
import type { Wave } from '../../../server/waves/wave.ts';
import { partsOfZip } from '../../kit/zipText.ts';
import { binary } from '../../support/pdf.ts';
import { type Agent, people, signInAs } from '../../support/people.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { emptyStore } from '../../support/testStore.ts';
import { zipTraces } from '../../support/zipTraces.ts';
import type { AttackRow } from '../attackRow.ts';
import { peopleOf, storeWave } from '../people.ts';

const takers = [
  { ...people.analyst, username: 'shahnaz', displayName: 'شهناز رسولی' },
  { ...people.analyst, username: 'behrouz', displayName: 'بهروز دانش' },
];

interface Taken {
  name: string;
  bytes: Buffer;
}

const kit = ['summary.pdf', 'report.pdf', 'slides.pptx', 'poster.pdf', 'meeting.pdf'];
const openData = ['codebook.json', 'data.csv', 'data.xlsx', 'reports.csv', 'reports.xlsx'];

const addressesOf = (wave: string) => [
  ...['comparison', 'north', 'tiny'].map((place) => `reports/${wave}/${place}/table.xlsx`),
  ...['north', 'tiny'].flatMap((office) => kit.map((file) => `reports/${wave}/${office}/kit/${file}`)),
  ...openData.map((file) => `waves/${wave}/open-data/${file}`),
];

async function taken(agent: Agent, wave: Wave): Promise<Taken[]> {
  const found: Taken[] = [];
  for (const address of addressesOf(wave._id)) {
    const { body } = await agent
      .get(`/desk/${address}`)
      .buffer(true)
      .parse(binary as never)
      .expect(200);
    found.push({ name: address.split('/').slice(2).join('/'), bytes: body as Buffer });
  }
  return found;
}

/** Paper of an open wave, which no reader has taken: its codes are given. */
async function printed(wave: Wave): Promise<Taken[]> {
  const reader = readerOfLanguage('fa');
  const codes = new Map([['north', ['7KQ2M9XD7KQ2M9XD7KQ2']]]);
  const slips = await printedSlips(wave, codes, 'https://p.ea.ir', reader);
  const unit = wave.units.find(({ code }) => code === 'north')!;
  const sheet = printedQuestionnaire({ wave, unit, codes: [], baseUrl: 'https://p.ea.ir' }, reader);
  return [
    { name: 'slips.pdf', bytes: await renderPdf('printing/slips', slips, { tagged: false }) },
    { name: 'questionnaire.pdf', bytes: await renderPdf('printing/questionnaire', sheet) },
  ];
}

export interface Findings {
  files: number;
  kinds: string[];
  /** Files that differ by who takes them, or when. */
  differing: string[];
  /** Names, paths, machines and today's date beside the content. */
  telling: string[];
  /** Hidden sheets and slides, shared texts and styles that nothing uses, parts that no reader opens. */
  unseen: string[];
}

export async function whatLeaves(): Promise<Findings> {
  await emptyStore();
  const test: TestApp = await testApp();
  const wave = await storeWave('leaving', peopleOf('leaving', 77), {
    releasedAt: new Date('2026-03-02T00:00:00Z'),
  });
  const [first, second] = [await signInAs(test.app, takers[0]!), await signInAs(test.app, takers[1]!)];
  const one = await taken(first, wave);
  test.clock.advanceHours(3 * 24);
  const other = await taken(second, wave);
  const files = [...one, ...(await printed(wave))];
  const found: Findings = {
    files: files.length,
    kinds: [...new Set(files.map(({ name }) => name.split('.').at(-1)!))].sort(),
    differing: one.filter(({ bytes }, at) => !bytes.equals(other[at]!.bytes)).map(({ name }) => name),
    telling: [],
    unseen: [],
  };
  const today = [test.clock.now(), new Date()].flatMap((day) => {
    const iso = day.toISOString().slice(0, 10);
    return [iso, iso.replaceAll('-', '')];
  });
  const traces = [
    ...takers.flatMap(({ username, displayName }) => [username, displayName]),
    ...today,
    ...[hostname(), projectRoot, process.env.HOME ?? '', test.config.dataDir].filter(
      (text) => text.length > 4,
    ),
  ];
  for (const file of files) {
    const beside = await besideContent(file);
    found.telling.push(
      ...traces.filter((trace) => beside.includes(trace)).map((trace) => `${file.name}: ${trace}`),
    );
    found.unseen.push(...(await unseenIn(file)).map((what) => `${file.name}: ${what}`));
  }
  return found;
}

/** Of PDFs their information, of packages all their parts, since none of them holds today's date or a reader; of text all. */
async function besideContent({ name, bytes }: Taken): Promise<string> {
  if (name.endsWith('.pdf')) {
    const { info, metadata } = await (await getDocumentProxy(new Uint8Array(bytes))).getMetadata();
    const xmp = /<x:xmpmeta[\s\S]*?<\/x:xmpmeta>/.exec(bytes.toString('utf8'))?.[0] ?? '';
    return JSON.stringify([info, metadata]) + xmp;
  }
  if (/\.(xlsx|pptx)$/.test(name)) return [...(await partsOfZip(bytes))].flat().join('\n');
  return bytes.toString('utf8');
}

async function unseenIn({ name, bytes }: Taken): Promise<string[]> {
  if (!/\.(xlsx|pptx)$/.test(name)) return [];
  const parts = await partsOfZip(bytes);
  const all = [...parts.values()].join('\n');
  const found = [...parts.keys()].filter((path) =>
    /comment|custom|external|printerSettings|thumbnail|docMetadata|people/i.test(path),
  );
  if (/state="(very)?[hH]idden"|show="0"| hidden="1"/.test(all)) found.push('hidden');
  const texts = (parts.get('xl/sharedStrings.xml')?.match(/<si>/g) ?? []).length;
  const used = new Set([...all.matchAll(/<c [^>]*t="s"[^>]*><v>(\d+)<\/v>/g)].map(([, at]) => at));
  if (texts !== used.size) found.push(`${texts - used.size} unused texts`);
  const styles = /<cellXfs count="(\d+)"/.exec(all)?.[1];
  const inUse = new Set(['0', ...[...all.matchAll(/ s="(\d+)"/g)].map(([, at]) => at!)]);
  if (styles && Number(styles) > inUse.size && [...inUse].some((at) => Number(at) >= Number(styles)))
    found.push('styles that nothing uses');
  found.push(...zipTraces(bytes));
  return found;
}

export async function leavingRow(): Promise<AttackRow> {
  const { files, kinds, differing, telling, unseen } = await whatLeaves();
  return {
    attack:
      'files that leave: who took them, when and on which machine, by their bytes, properties, times, hidden sheets, unused texts',
    tried: `${files} files (${kinds.join(', ')}), taken by two readers three days apart`,
    best: `${differing.length} differ, ${telling.length} traces, ${unseen.length} things that no reader sees`,
    chance: '0',
  };
}
