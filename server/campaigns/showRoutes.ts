/** The page of one wave: the checklist of a draft, the progress of long work, or live participation. */
import { type Request, type Response, Router } from 'express';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { readerOf } from '../http/readerOf.ts';
import type { Reader } from '../i18n/reader.ts';
import { lowRate } from '../reports/lowRate.ts';
import { wavePath } from '../waves/paths.ts';
import { itemCount, settingsOf, stateLine, treeBranches } from '../waves/present.ts';
import { waveOf } from '../waves/request.ts';
import { showWavePage } from '../waves/showWavePage.ts';
import type { Wave } from '../waves/wave.ts';
import { noRoom } from '../waves/waveJobs.ts';
import type { WaveJob } from '../waves/waveParts.ts';
import { isCounted } from '../waves/waveState.ts';
import { showDraft } from './draft/showDraft.ts';
import { resumeJob } from './launch/launchRoutes.ts';
import { noticesOf, waveActions } from './presentLive.ts';
import { totalsOf } from './progress/liveTotals.ts';
import { currentParticipation, hourNamed, type ParticipationLedger } from './progress/participationLedger.ts';
import { presentCurve } from './progress/presentCurve.ts';
import { presentRateMap } from './progress/presentRateMap.ts';
import { branchesUnder, rateBranches, rateRows } from './progress/presentRates.ts';
import { previousRates } from './progress/previousRates.ts';

export function waveShowRoutes(context: AppContext): Router {
  const router = Router();
  router.get('/waves/:id', requireRole('administrator'), async (req, res) => {
    const wave = await waveOf(req);
    if (wave.job) return showProgress(res, wave, wave.job, context);
    if (wave.state === 'draft') return showDraft(res, wave, context);
    return showLive(req, res, wave, context.clock.now());
  });
  return router;
}

async function showProgress(res: Response, wave: Wave, job: WaveJob, context: AppContext): Promise<void> {
  if (!job.error) await resumeJob(wave, context);
  const { t } = readerOf(res);
  const title = t(`launch:progress.${job.kind}`);
  const problem = job.error === noRoom ? t('launch:progress.noRoom') : job.error;
  await showWavePage(res, 'campaigns/launch/progress', wave, { title, script: 'desk.js', job, problem });
}

async function showLive(req: Request, res: Response, wave: Wave, now: Date): Promise<void> {
  const reader = readerOf(res);
  const ledger = await currentParticipation(wave, now);
  const open = opened(req, wave);
  const base = wavePath(wave._id);
  const branches = rateBranches(wave, ledger, await previousRates(wave), reader);
  const toggle = (code: string) => hrefOf(base, open.codes, code);
  await showWavePage(res, 'campaigns/show', wave, {
    title: wave.title,
    script: 'desk.js',
    stateLine: stateLine(wave, now, reader),
    ...figuresOf(wave, ledger, reader),
    headline: headlineOf(wave, branches, ledger, reader),
    takenAt: reader.f.dateTime(hourNamed(ledger.hour)),
    curve: wave.imported ? null : presentCurve(wave, ledger, reader),
    rows: wave.imported
      ? []
      : rateRows({ branches, target: wave.targetRate, open: open.codes, hrefOf: toggle }, reader),
    rateMap: wave.imported
      ? null
      : await presentRateMap(branches, wave.targetRate, (code) => `#row-${code}`, reader),
    allOpen: open.all,
    openAll: open.all ? base : `${base}?open=all`,
    frozen: settingsOf(wave, itemCount(wave.instruments), reader),
    branches: treeBranches(wave.offices, reader),
    officeCount: wave.offices.length,
    actions: waveActions(wave, now, reader),
    notices: await noticesOf(wave, now, reader),
  });
}

/** Used invitations and received ballots are two numbers with two names: nothing connects one with the other. */
function figuresOf(wave: Wave, ledger: ParticipationLedger, { t, f }: Reader) {
  const { used, received, invited, headcount, rate } = totalsOf(wave, ledger);
  const ended = isCounted(wave);
  const label = (name: string) => t(`campaigns:live.${name}`);
  return {
    rate,
    numbers: [
      { label: label('usedLong'), value: f.range(used.atLeast, used.atMost) },
      ended
        ? { label: label('counted'), value: f.number(wave.count.counted) }
        : { label: label('received'), value: t('campaigns:live.atLeast', { count: received }) },
      { label: label('invitedLong'), value: f.number(invited) },
      { label: label('headcountLong'), value: f.number(headcount) },
    ],
  };
}

function headlineOf(
  { state }: Wave,
  branches: ReturnType<typeof rateBranches>,
  { hours }: ParticipationLedger,
  { t }: Reader,
): string {
  if (hours.length === 0) return t('campaigns:live.headlineNone');
  const count = branchesUnder(branches, lowRate).length;
  return count > 0
    ? t(state === 'open' ? 'campaigns:live.headlineLow' : 'campaigns:live.headlineLowEnded', {
        count,
        rate: lowRate * 100,
      })
    : t('campaigns:live.headlineGood', { rate: lowRate * 100 });
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
