/** The page of one wave: the checklist of a draft, the progress of long work, or the live picture of participation. */
import type { Request, Response, Router } from 'express';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { listParticipation } from '../participation/listParticipation.ts';
import { ballotsReceived } from '../responses/ballotsReceived.ts';
import { goOn } from './launchRoutes.ts';
import { checklistOf, chosenInstruments } from './launchWave.ts';
import { wavePath } from './paths.ts';
import { itemCount, nameOf, type Reader, settingsOf, stateLine, treeBranches } from './present.ts';
import { noticesOf, waveActions } from './presentLive.ts';
import { countBelow, rateBranches, rateRows } from './presentRates.ts';
import { readerOf, waveOf } from './request.ts';
import type { Wave } from './wave.ts';

export function addShowRoutes(router: Router, context: AppContext): void {
  router.get('/waves/:id', requireRole('administrator'), async (req, res) => {
    const wave = await waveOf(req);
    if (wave.job) return showProgress(res, wave, context);
    if (wave.state === 'draft') return showDraft(res, wave, context);
    return showLive(req, res, wave, context.clock.now());
  });
}

async function showProgress(res: Response, wave: Wave, context: AppContext): Promise<void> {
  if (!wave.job?.error) await goOn(wave, context);
  const title = readerOf(res).t(`waves:progress.${wave.job?.kind}`);
  const base = wavePath(wave._id);
  await res.page('waves/progress', { title, layout: 'desk', script: 'desk.js', wave, job: wave.job, base });
}

async function showDraft(res: Response, wave: Wave, context: AppContext): Promise<void> {
  const reader = readerOf(res);
  const names = new Map(wave.offices.map((office) => [office.code, nameOf(office, reader.lang)]));
  const points = (await checklistOf(wave, context)).map((point) => ({
    ...point,
    officeNames: point.offices.map((code) => names.get(code) ?? code),
  }));
  const red = points.filter(({ ok }) => !ok);
  await res.page('waves/draft', {
    title: wave.title,
    layout: 'desk',
    wave,
    base: wavePath(wave._id),
    points,
    facts: settingsOf(wave, itemCount(await chosenInstruments(wave)), reader),
    forbidden: red.filter(({ forbids }) => forbids).length,
    red: red.length,
  });
}

async function showLive(req: Request, res: Response, wave: Wave, now: Date): Promise<void> {
  const reader = readerOf(res);
  const participation = await listParticipation(wave);
  const open = opened(req, wave);
  const base = wavePath(wave._id);
  const branches = rateBranches(wave, participation, reader);
  const toggle = (code: string) => hrefOf(base, open.codes, code);
  await res.page('waves/show', {
    title: wave.title,
    layout: 'desk',
    script: 'desk.js',
    wave,
    base,
    stateLine: stateLine(wave, now, reader),
    ...(await figuresOf(wave, participation, reader)),
    headline: headlineOf(branches, participation, reader),
    rows: wave.imported ? [] : rateRows(branches, wave.targetRate, open.codes, toggle, reader),
    allOpen: open.all,
    openAll: open.all ? base : `${base}?open=all`,
    frozen: settingsOf(wave, itemCount(wave.instruments), reader),
    branches: treeBranches(wave.offices, reader),
    officeCount: wave.offices.length,
    actions: waveActions(wave, now, reader),
    notices: await noticesOf(wave, now, reader),
  });
}

type Figures = Awaited<ReturnType<typeof listParticipation>>;

/** Rights used and ballots received are two numbers with two names: nothing joins the one to the other. */
async function figuresOf(wave: Wave, { total }: Figures, { t, f }: Reader) {
  const received = [...(await ballotsReceived(wave._id)).values()].reduce((sum, n) => sum + n, 0);
  const ended = wave.state === 'counted' || wave.state === 'released';
  const label = (name: string) => t(`waves:live.${name}`);
  return {
    rate: total.headcount ? Math.min(1, total.used / total.headcount) : null,
    numbers: [
      { label: label('usedLong'), value: f.number(total.used) },
      ended
        ? { label: label('counted'), value: f.number(wave.count.counted) }
        : { label: label('received'), value: f.number(received) },
      { label: label('invitedLong'), value: f.number(total.invited) },
      { label: label('headcountLong'), value: f.number(total.headcount ?? 0) },
    ],
  };
}

const lowRate = 0.4;
function headlineOf(
  branches: ReturnType<typeof rateBranches>,
  participation: Figures,
  { t }: Reader,
): string {
  if (participation.total.used === 0) return t('waves:live.headlineNone');
  const count = countBelow(branches, lowRate);
  return count > 0
    ? t('waves:live.headlineLow', { count, rate: lowRate * 100 })
    : t('waves:live.headlineGood', { rate: lowRate * 100 });
}

function opened(req: Request, wave: Wave): { codes: Set<string>; all: boolean } {
  const asked = typeof req.query.open === 'string' ? req.query.open : '';
  const all = asked === 'all';
  return {
    all,
    codes: new Set(all ? wave.offices.map(({ code }) => code) : asked.split(' ').filter(Boolean)),
  };
}

function hrefOf(base: string, open: ReadonlySet<string>, code: string): string {
  const codes = open.has(code) ? [...open].filter((one) => one !== code) : [...open, code];
  return `${base}?open=${codes.map(encodeURIComponent).join('+')}#row-${encodeURIComponent(code)}`;
}
