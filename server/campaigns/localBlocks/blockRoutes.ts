/** The pages on which offices add questions to a draft, and on which an administrator approves or returns them. */
import { type Request, type Response, Router } from 'express';
import { grantedOffices } from '../../accounts/account.ts';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { clean } from '../../i18n/text.ts';
import { officeName } from '../../offices/officeName.ts';
import { getWave } from '../../waves/getWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { requireEditable } from '../requireState.ts';
import { readBlock, rows, type TypedBlock, typedOfBody, typedOfQuestions } from './blockForm.ts';
import { localBlockPath, localQuestionsPath } from './paths.ts';
import { askableOffices, presentBlock, presentBlocks, stateWord } from './presentBlocks.ts';
import { blockOf, decideBlock, openForOffices, saveBlock, versionOf } from './saveBlock.ts';
import { writableWaves } from './writableWaves.ts';

const maxNote = 500;

export function localBlockRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const writers = requireRole('administrator', 'manager');
  const today = () => isoDayOf(clock.now());

  router.get('/local-questions', requireRole('manager'), async (req, res) => {
    const reader = readerOf(res);
    const waves = await writableWaves(accountOf(req), today());
    await res.page('campaigns/localBlocks/mine', {
      layout: 'desk',
      title: reader.t('localBlocks:mine.title'),
      rows: waves.flatMap(({ wave, offices }) =>
        offices.map((office) => ({
          wave: wave.title,
          office: officeName(office, reader.lang),
          href: localBlockPath(wave._id, office.code),
          state: stateWord(blockOf(wave, office.code), reader),
        })),
      ),
    });
  });

  router.get('/local-questions/:wave/:office', writers, async (req, res) => {
    await showBlock(req, res, await writableWave(req, today()));
  });

  router.post('/local-questions/:wave/:office', writers, async (req, res) => {
    const wave = await writableWave(req, today());
    const office = String(req.params.office);
    const { places, why } = await presentBlock(wave, office, readerOf(res));
    const read = readBlock(bodyOf(req), places);
    if (!read.ok) return showBlock(req, res, wave, { errors: read.errors });
    if (why && read.questions.length > 0)
      return showBlock(req, res, wave, { errors: [{ field: '', message: 'localBlocks:errors.notAskable' }] });
    const saved = await saveBlock(wave._id, { office, ...read }, auditContextOf(req, clock));
    if (!saved.saved) {
      const errors = [{ field: '', message: 'localBlocks:errors.meanwhile' }];
      return showBlock(req, res, await getWave(wave._id), { errors });
    }
    flash(req, read.questions.length > 0 ? 'localBlocks:done.written' : 'localBlocks:done.removed');
    const isManager = accountOf(req).role === 'manager';
    res.redirect(303, isManager ? localQuestionsPath : wavePath(wave._id, 'local-questions'));
  });

  router.get('/waves/:id/local-questions', administrator, async (req, res) => {
    const wave = await waveOf(req);
    requireEditable(wave);
    const reader = readerOf(res);
    await showWavePage(res, 'campaigns/localBlocks/list', wave, {
      title: reader.t('localBlocks:list.title'),
      isOpen: wave.localOpen === true,
      blocks: await presentBlocks(wave, accountOf(req)._id, reader),
      choices: await askableOffices(wave, reader),
    });
  });

  router.post('/waves/:id/local-questions/opening', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const isOpen = bodyOf(req).open === 'yes';
    await openForOffices(wave._id, isOpen, auditContextOf(req, clock));
    flash(req, isOpen ? 'localBlocks:done.opened' : 'localBlocks:done.shut');
    res.redirect(303, wavePath(wave._id, 'local-questions'));
  });

  /** The office that an administrator writes for. */
  router.post('/waves/:id/local-questions', administrator, async (req, res) => {
    const wave = await waveOf(req);
    res.redirect(303, localBlockPath(wave._id, String(bodyOf(req).office ?? '')));
  });

  for (const [page, decision] of [
    ['approval', 'approved'],
    ['return', 'returned'],
  ] as const) {
    router.post(`/waves/:id/local-questions/:office/${page}`, administrator, async (req, res) => {
      const wave = await waveOf(req);
      const { seen = '', note = '' } = bodyOf(req);
      const decided = {
        office: String(req.params.office),
        decision,
        note: clean(String(note)).slice(0, maxNote),
        seen: String(seen),
      };
      await decideBlock(wave._id, decided, auditContextOf(req, clock));
      flash(req, `localBlocks:done.${decision}`);
      res.redirect(303, wavePath(wave._id, 'local-questions'));
    });
  }
  return router;
}

/** @throws NotFound also where a manager may not write: drafts are nobody's business before they are opened; Conflict once launched */
async function writableWave(req: Request, day: string): Promise<Wave> {
  const account = accountOf(req);
  const wave = await getWave(String(req.params.wave));
  const office = String(req.params.office);
  if (!wave.offices.some(({ code }) => code === office)) throw new NotFound();
  if (account.role === 'manager') {
    if (wave.localOpen !== true || !grantedOffices(account, day).includes(office)) throw new NotFound();
  }
  requireEditable(wave);
  return wave;
}

async function showBlock(
  req: Request,
  res: Response,
  wave: Wave,
  { errors }: { errors: FieldError[] } = { errors: [] },
): Promise<void> {
  const office = String(req.params.office);
  const reader = readerOf(res);
  const block = blockOf(wave, office);
  const stored: TypedBlock = typedOfQuestions(block?.questions ?? []);
  const isManager = accountOf(req).role === 'manager';
  await showWavePage(res, 'campaigns/localBlocks/edit', wave, {
    title: reader.t('localBlocks:edit.title'),
    errors,
    ...(await presentBlock(wave, office, reader)),
    rows,
    values: errors.length > 0 ? typedOfBody(bodyOf(req)) : stored,
    theirs: errors.some(({ message }) => message === 'localBlocks:errors.meanwhile')
      ? (block?.questions ?? [])
      : null,
    began: versionOf(block),
    back: isManager ? localQuestionsPath : wavePath(wave._id, 'local-questions'),
  });
}
