/** People lists: upload, preview with counts and rows to correct, inviting with progress, slips, and what to do about the rest. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { uploadedFile } from '../../http/multipart.ts';
import { readerOf } from '../../http/readerOf.ts';
import { addressCipher, addressCipherIfKeys } from '../../participation/addressCipher.ts';
import { deleteList, type PeopleList, PeopleListModel } from '../../participation/peopleList/peopleList.ts';
import { summariseList } from '../../participation/peopleList/summariseList.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { showCodes } from '../invitations/invitationRoutes.ts';
import { requestCodes } from '../invitations/requestCodes.ts';
import { makeListSlips } from './makeListSlips.ts';
import { getList, invitePeople, recheck, resumeList, startList } from './peopleListWork.ts';
import { presentList } from './presentList.ts';
import { questionForm } from './questionForm.ts';
import { restFile } from './restFile.ts';

const listPath = (wave: string, list = '') => wavePath(wave, `people-lists${list ? `/${list}` : ''}`);

async function waveAndList(req: Request): Promise<{ wave: Wave; list: PeopleList }> {
  const wave = await waveOf(req);
  return { wave, list: await getList(wave._id, String(req.params.list)) };
}

export function peopleListRoutes(context: AppContext): Router {
  const router = Router();
  const { clock } = context;
  const place = { clock, keyDir: context.config.keyDir };
  const administrator = requireRole('administrator');
  router.get('/waves/:id/people-lists', administrator, async (req, res) => {
    await showLists(res, await waveOf(req), []);
  });

  router.post('/waves/:id/people-lists', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const file = uploadedFile(req);
    if (!file) return showLists(res, wave, [{ field: 'file', message: 'peopleList:noFile' }]);
    const { answers, instead } = questionForm.parse(bodyOf(req));
    await PeopleListModel.deleteOne({ _id: instead, wave: wave._id, state: 'broken' });
    const list = await startList(wave, { ...file, answers }, auditContextOf(req, clock), place);
    res.redirect(303, listPath(wave._id, list));
  });

  router.get('/waves/:id/people-lists/:list', administrator, async (req, res) => {
    const { wave, list } = await waveAndList(req);
    await resumeList(list, wave, place);
    await showList(res, place.keyDir, { wave, list });
  });

  router.get('/waves/:id/people-lists/:list/progress', administrator, async (req, res) => {
    const { wave, list } = await waveAndList(req);
    await resumeList(list, wave, place);
    const finished = list.state !== 'reading' && list.state !== 'inviting';
    res.json({ done: list.done, total: list.total, finished });
  });

  router.get('/waves/:id/people-lists/:list/rest', administrator, requireProof(context), async (req, res) => {
    const { wave, list } = await waveAndList(req);
    const file = await restFile(list, addressCipher(place.keyDir, wave._id), readerOf(res));
    res.attachment(`rest-${list._id}.csv`).type('text/csv; charset=utf-8').send(file);
  });

  router.use(listWorkRoutes(context));
  return router;
}

/** Routes for a list that has been read. */
function listWorkRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();
  const place = { clock, keyDir: config.keyDir };
  const administrator = requireRole('administrator');

  router.post('/waves/:id/people-lists/:list/invitation', administrator, async (req, res) => {
    const { wave, list } = await waveAndList(req);
    await invitePeople(list, wave, auditContextOf(req, clock), place);
    res.redirect(303, listPath(wave._id, list._id));
  });

  router.post('/waves/:id/people-lists/:list/check', administrator, async (req, res) => {
    const { wave, list } = await waveAndList(req);
    const changed = await recheck(list, wave, place);
    flash(req, changed > 0 ? 'peopleList:done.rechecked' : 'peopleList:done.unchanged', { count: changed });
    res.redirect(303, listPath(wave._id, list._id));
  });

  router.post('/waves/:id/people-lists/:list/code-requests', administrator, async (req, res) => {
    const { wave, list } = await waveAndList(req);
    const reason = String(bodyOf(req).reason ?? '').trim();
    if (!reason)
      return showList(res, place.keyDir, {
        wave,
        list,
        errors: [{ field: 'reason', message: 'campaigns:errors.reason' }],
      });
    const { above } = await summariseList(list._id);
    for (const [office, count] of above)
      await requestCodes(wave, { office, count, reason: reason.slice(0, 500) }, auditContextOf(req, clock));
    flash(req, 'campaigns:done.codesAsked');
    res.redirect(303, listPath(wave._id, list._id));
  });

  router.post(
    '/waves/:id/people-lists/:list/slips',
    administrator,
    requireProof(context),
    async (req, res) => {
      const { wave, list } = await waveAndList(req);
      await showCodes(
        res,
        wave,
        await makeListSlips(list, wave, auditContextOf(req, clock)),
        config.baseUrl ?? '',
      );
    },
  );

  router.post('/waves/:id/people-lists/:list/deletion', administrator, async (req, res) => {
    const { wave, list } = await waveAndList(req);
    await deleteList(list._id);
    await auditWave(auditContextOf(req, clock), 'wave.peopleListDropped', wave._id, { list: list._id });
    flash(req, 'peopleList:done.dropped');
    res.redirect(303, listPath(wave._id));
  });
  return router;
}

type Errors = { field: string; message: string }[];

async function showLists(res: Response, wave: Wave, errors: Errors): Promise<void> {
  const lists = await PeopleListModel.find({ wave: wave._id }).sort({ at: -1 }).lean();
  await showWavePage(res, 'campaigns/peopleList/lists', wave, {
    title: readerOf(res).t('peopleList:title'),
    lists,
    errors,
  });
}

async function showList(
  res: Response,
  keyDir: string,
  { wave, list, errors = [] }: { wave: Wave; list: PeopleList; errors?: Errors },
): Promise<void> {
  const cipher = addressCipherIfKeys(keyDir, wave._id);
  const reader = readerOf(res);
  const isWorking = list.state === 'reading' || list.state === 'inviting';
  await res.page(isWorking ? 'campaigns/peopleList/listProgress' : 'campaigns/peopleList/list', {
    title: reader.t('peopleList:listTitle'),
    layout: 'desk',
    script: 'desk.js',
    status: errors.length > 0 || list.state === 'broken' ? 422 : 200,
    wave,
    base: wavePath(wave._id),
    path: listPath(wave._id, list._id),
    list,
    found: list.found && cipher ? (JSON.parse(cipher.open(list.found)) as string[]) : [],
    errors,
    ...(isWorking ? {} : await presentList(list, wave, cipher, reader)),
  });
}
