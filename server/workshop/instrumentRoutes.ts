/** The instrument pages under /desk: the list, each instrument with all its statements, and the upload of new files. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { NotFound } from '../http/httpErrors.ts';
import { uploadedFile } from '../http/multipart.ts';
import type { ViewLocals } from '../http/viewLocals.ts';
import type { Language } from '../i18n/languages.ts';
import { translator } from '../i18n/translator.ts';
import { allInstruments, currentInstruments, findInstrument } from '../instruments/catalogue.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import { instrumentsPath } from '../instruments/paths.ts';
import { presentInstrument, presentRow } from '../instruments/present.ts';
import { retiredIds } from '../instruments/retirement.ts';
import { uploadInstrument } from '../instruments/uploadInstrument.ts';
import { findDraft } from './draft/getDraft.ts';
import { OpenDraftModel } from './draft/openDraft.ts';
import { draftPath, instrumentPath } from './paths.ts';

export function instrumentRoutes({ clock }: AppContext): Router {
  const router = Router();
  const reader = requireRole('administrator', 'analyst');
  const administrator = requireRole('administrator');

  router.get('/instruments', reader, async (req, res) => {
    const { lang } = res.locals;
    const canWrite = accountOf(req).role === 'administrator';
    const retired = await retiredIds();
    const rows = (await currentInstruments()).map((instrument) => ({
      ...presentRow(instrument, lang),
      isRetired: retired.has(instrument.id),
    }));
    const drafts = canWrite ? await OpenDraftModel.find().lean() : [];
    await res.page('instruments/index', {
      title: translator(lang)('instruments:title'),
      layout: 'desk',
      rows,
      drafts: drafts.map(({ _id, title }) => ({ href: draftPath(_id), title: localise(title, lang) })),
      canWrite,
    });
  });

  router.get('/instruments/new', administrator, async (_req, res) => {
    await showForm(res, '', []);
  });

  router.post('/instruments', administrator, async (req, res) => {
    const file = uploadedFile(req);
    if (!file) return showForm(res, '', [{ message: 'instruments:noFile', values: {} }]);
    const store = (req.body as { act?: string }).act !== 'check';
    const upload = await uploadInstrument(file, { ...auditContextOf(req, clock), store });
    if (!upload.ok) return showForm(res, file.name, upload.problems);
    const { id, version } = upload.instrument;
    flash(req, store ? 'instruments:stored' : 'instruments:sound', { id, version });
    res.redirect(303, store ? `${instrumentsPath}/${id}?version=${version}` : `${instrumentsPath}/new`);
  });

  router.get('/instruments/:id', reader, async (req, res) => {
    const instrument = await instrumentOf(req);
    const versions = (await allInstruments())
      .filter(({ id }) => id === instrument.id)
      .map(({ version }) => version);
    const shown = presentInstrument(instrument, res.locals.lang);
    await res.page('instruments/show', {
      ...shown,
      title: shown.name.text,
      layout: 'desk',
      path: instrumentsPath,
      instrument,
      versions,
      longForm: await longFormOf(instrument, res.locals.lang),
      history: instrumentPath(instrument.id, 'history'),
      draft: accountOf(req).role === 'administrator' ? draftPath(instrument.id) : null,
      hasDraft: (await findDraft(instrument.id)) !== null,
    });
  });

  router.get('/instruments/:id/file', reader, async (req, res) => {
    const instrument = await instrumentOf(req);
    res.attachment(`${instrument.id}-${instrument.version}.json`);
    res.type('application/json; charset=utf-8').send(`${JSON.stringify(instrument, null, 2)}\n`);
  });

  return router;
}

/** The instrument that this one is a short form of, where it is known here. */
async function longFormOf({ shortFormOf }: Instrument, lang: Language) {
  const long = shortFormOf && (await findInstrument(shortFormOf.id, shortFormOf.version));
  if (!long) return null;
  const { id, version } = long;
  return { href: `${instrumentsPath}/${id}?version=${version}`, version, title: localise(long.title, lang) };
}

/** @throws NotFound */
async function instrumentOf(req: Request): Promise<Instrument> {
  const version = typeof req.query.version === 'string' ? Number(req.query.version) : undefined;
  const instrument = await findInstrument(String(req.params.id), version);
  if (!instrument) throw new NotFound('instruments:notFound');
  return instrument;
}

async function showForm(
  res: Response,
  fileName: string,
  problems: ViewLocals['instruments/new']['problems'],
): Promise<void> {
  const status = problems.length > 0 ? 422 : 200;
  const title = translator(res.locals.lang)('instruments:upload.title');
  await res.page('instruments/new', { title, layout: 'desk', status, fileName, problems });
}
