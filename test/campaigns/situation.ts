/** A small province, and the steps that take a wave through its life by the real forms. */
import type { Express } from 'express';
import supertest from 'supertest';
import { OfficeModel } from '../../server/offices/office.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { waveJobsFinished } from '../../server/waves/waveJobs.ts';
import { type Agent, postForm } from '../support/people.ts';

const offices = [
  {
    _id: 'ea',
    level: 'province',
    nameFa: 'استانداری آذربایجان شرقی',
    nameEn: 'Provincial headquarters',
    parent: null,
    headcount: 40,
  },
  { _id: 'ahar', level: 'governorate', nameFa: 'فرمانداری اهر', nameEn: 'Ahar', parent: 'ea', headcount: 30 },
  {
    _id: 'hurand',
    level: 'district',
    nameFa: 'بخشداری هوراند',
    nameEn: 'Hurand',
    parent: 'ahar',
    headcount: 6,
  },
  {
    _id: 'jolfa',
    level: 'governorate',
    nameFa: 'فرمانداری جلفا',
    nameEn: 'Jolfa',
    parent: 'ea',
    headcount: 20,
  },
] as const;

export async function smallProvince(): Promise<void> {
  await OfficeModel.insertMany(offices.map((office) => ({ ...office })));
}

/** What the draft form sends: everything filled in, opening today and closing in eight days. */
export function draftFields(changes: Record<string, string | string[]> = {}) {
  return {
    title: 'اعتماد به مدیران',
    instruments: ['trust'],
    offices: offices.map(({ _id }) => _id),
    ...Object.fromEntries(offices.map(({ _id, headcount }) => [`headcounts.${_id}`, String(headcount)])),
    opensAt: '۱۴۰۵/۰۹/۰۱',
    closesAt: '۱۴۰۵/۰۹/۱۰',
    minimum: '۵',
    minimumDetail: '۱۰',
    graceHours: '۴۸',
    targetRate: '۶۰',
    headsAnswerAt: 'parent',
    audiences: ['managers', 'employees'],
    previous: '',
    sponsor: 'استانداری',
    purpose: 'برای بهبود محیط کار',
    contact: 'دفتر توسعهٔ مدیریت',
    afterLastTime: '',
    ...changes,
  };
}

export async function onlyWave(): Promise<Wave> {
  return await WaveModel.findOne().orFail().lean();
}

export async function makeDraft(
  agent: Agent,
  changes: Record<string, string | string[]> = {},
): Promise<string> {
  const answer = await postForm(agent, '/desk/waves', draftFields(changes));
  if (answer.status !== 303) throw new Error(`the draft was refused: ${answer.text}`);
  return String(answer.headers.location).split('/').pop() ?? '';
}

/** Reads the preview, launches and waits for the keys. */
export async function launch(agent: Agent, id: string): Promise<void> {
  await postForm(agent, `/desk/waves/${id}/preview-reading`, {});
  await postForm(agent, `/desk/waves/${id}/backup-test`, {});
  await postForm(agent, `/desk/waves/${id}/launch`, { acknowledged: 'yes' });
  await waveJobsFinished();
}

/** Codes as the page shows them, by office. */
export async function makeCodes(agent: Agent, id: string): Promise<string[]> {
  const page = await postForm(agent, `/desk/waves/${id}/invitations`, { office: 'all' });
  return [...page.text.matchAll(/slip-code"[^>]*>([^<]+)</g)].map((found) => String(found[1]));
}

/** Answers every statement of the wave by the way without script. */
export async function answer(
  app: Express,
  wave: Wave,
  code: string,
  point: number,
  comment = '',
): Promise<number> {
  const items = wave.instruments.flatMap((one) => one.dimensions.flatMap((dimension) => dimension.items));
  const fields = Object.fromEntries(items.map(({ id }) => [`i.${id}`, String(point)]));
  const nonce = Buffer.alloc(32, code).toString('base64url');
  const open = comment ? { [`o.${wave.instruments[0]?.openQuestions[0]?.id}`]: comment } : {};
  const sent = { code, nonce, step: '99', go: 'send', ...fields, ...open };
  return (await supertest(app).post(`/w/${wave._id}/answers`).type('form').send(sent)).status;
}
