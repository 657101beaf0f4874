/** Where two people code comments: begun by an administrator, noted by each alone, opened once both have finished, settled together. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { codingPath } from '../paths.ts';
import { dictionaryOfWave } from '../themes/currentThemes.ts';
import { beginCoding, finishCoding, type Noted, saveMarks, settle } from './changeCoding.ts';
import { commentsOf } from './codedComments.ts';
import { type Coding, CodingMarkModel, CodingModel, isOpened } from './coding.ts';
import { beginForm, readMarks } from './codingForms.ts';
import { presentCoding } from './presentCoding.ts';
import { mayCode, presentCodings } from './presentCodings.ts';

export function codingRoutes({ clock }: AppContext): Router {
  const router = Router();
  const coder = requireRole(...mayCode);
  const administrator = requireRole('administrator');

  router.get('/waves/:id/codings', coder, async (req, res) => {
    await showList(req, res, await releasedWave(req), []);
  });

  router.post('/waves/:id/codings', administrator, async (req, res) => {
    const wave = await releasedWave(req);
    const form = readForm(beginForm, bodyOf(req));
    if (!form.ok) return showList(req, res, wave, form.errors);
    const { question, instrument, first, second } = form.value;
    const { questions, instruments, people } = await presentCodings(wave, accountOf(req), readerOf(res));
    const isKnown = (choices: { value: string }[], value: string) =>
      choices.some((one) => one.value === value);
    if (!isKnown(questions, question) || !isKnown(instruments, instrument)) throw new NotFound();
    if (![first, second].every((one) => isKnown(people, one))) throw new NotFound();
    const begun = { question, instrument, coders: [first, second] as [string, string] };
    const id = await beginCoding(wave, begun, auditContextOf(req, clock));
    if (!id) return showList(req, res, wave, [{ field: 'question', message: 'comments:coding.errors.few' }]);
    flash(req, 'comments:coding.begun');
    res.redirect(303, codingPath(wave._id, id));
  });

  router.get('/waves/:id/codings/:coding', coder, async (req, res) => {
    const { wave, coding } = await codingOf(req);
    await show(req, res, wave, coding);
  });

  for (const [page, change] of [
    ['marks', (coding: Coding, noted: Noted, req: Request) => saveMarks(coding, accountOf(req)._id, noted)],
    [
      'settlement',
      (coding: Coding, noted: Noted, req: Request) => settle(coding, noted, auditContextOf(req, clock)),
    ],
  ] as const) {
    router.post(`/waves/:id/codings/:coding/${page}`, coder, async (req, res) => {
      const { wave, coding } = await codingOf(req);
      requireCoder(req, coding);
      const asked = wave.instruments.find(({ id }) => id === coding.instrument)?.dimensions ?? [];
      const noted = readMarks(
        bodyOf(req),
        coding.comments,
        asked.map(({ id }) => id),
      );
      flash(req, 'comments:coding.saved', { count: await change(coding, noted, req) });
      res.redirect(303, codingPath(wave._id, coding._id));
    });
  }

  router.post('/waves/:id/codings/:coding/completion', coder, async (req, res) => {
    const { wave, coding } = await codingOf(req);
    requireCoder(req, coding);
    await finishCoding(coding, auditContextOf(req, clock));
    flash(req, 'comments:coding.finished');
    res.redirect(303, codingPath(wave._id, coding._id));
  });
  return router;
}

/** Comments are read by more than administrators only where reports are. @throws NotFound, Conflict before the release */
async function releasedWave(req: Request): Promise<Wave> {
  const wave = await waveOf(req);
  if (wave.state !== 'released') throw new Conflict('comments:coding.conflict.notReleased');
  return wave;
}

/** @throws NotFound also for those who neither code nor administer: that there is one is nobody else's business */
async function codingOf(req: Request): Promise<{ wave: Wave; coding: Coding }> {
  const wave = await releasedWave(req);
  const coding = await CodingModel.findOne({ _id: String(req.params.coding), wave: wave._id }).lean();
  const { _id, role } = accountOf(req);
  if (!coding || (role !== 'administrator' && !coding.coders.includes(_id))) throw new NotFound();
  return { wave, coding };
}

function requireCoder(req: Request, { coders }: Coding): void {
  if (!coders.includes(accountOf(req)._id)) throw new NotFound();
}

async function showList(req: Request, res: Response, wave: Wave, errors: FieldError[]): Promise<void> {
  const reader = readerOf(res);
  await showWavePage(res, 'comments/codings', wave, {
    title: reader.t('comments:coding.title'),
    errors,
    values: bodyOf(req) as Record<string, string>,
    ...(await presentCodings(wave, accountOf(req), reader)),
  });
}

async function show(req: Request, res: Response, wave: Wave, coding: Coding): Promise<void> {
  const reader = readerOf(res);
  const actor = accountOf(req)._id;
  // Before both have finished the other's marks are not even read.
  const visible = isOpened(coding) ? { coding: coding._id } : { coding: coding._id, coder: actor };
  const presented = presentCoding(
    {
      ...{ coding, wave, actor, comments: await commentsOf(coding) },
      marks: await CodingMarkModel.find(visible).lean(),
      dictionary: await dictionaryOfWave(wave._id, coding.question, coding.instrument),
    },
    reader,
  );
  await showWavePage(res, 'comments/coding', wave, {
    title: reader.t('comments:coding.title'),
    coding: presented,
    action: codingPath(wave._id, coding._id),
  });
}
