/** Where the dictionary of an instrument is edited: looked at, checked without saving, saved. It counts at the next count, never again for an earlier one. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { bodyOf } from '../../waves/request.ts';
import { dictionaryPath } from '../paths.ts';
import { currentDictionary } from '../themes/currentThemes.ts';
import { checkDictionary } from './checkDictionary.ts';
import { type DictionaryForm, readDictionaryForm } from './dictionaryForm.ts';
import { dictionaryErrors, presentDictionary } from './presentDictionary.ts';
import { saveDictionary } from './saveDictionary.ts';
import { spokenBefore } from './spokenBefore.ts';

export function dictionaryRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/instruments/:id/themes', administrator, async (req, res) => {
    const instrument = await instrumentOf(req);
    await show(res, instrument, { ...(await currentDictionary(instrument.id)), trial: '' }, []);
  });

  router.post('/instruments/:id/themes/check', administrator, async (req, res) => {
    const instrument = await instrumentOf(req);
    const form = formOf(req, instrument);
    await show(res, instrument, form, problemsOf(form, instrument, res));
  });

  router.post('/instruments/:id/themes', administrator, async (req, res) => {
    const instrument = await instrumentOf(req);
    const form = formOf(req, instrument);
    const problems = problemsOf(form, instrument, res);
    if (problems.length > 0) return show(res, instrument, form, problems);
    if (!(await saveDictionary(instrument.id, form, auditContextOf(req, clock))))
      return show(res, instrument, form, [{ field: '', message: 'comments:dictionary.errors.changed' }]);
    flash(req, 'comments:dictionary.saved');
    res.redirect(303, dictionaryPath(instrument.id));
  });
  return router;
}

/** The newest version. @throws NotFound */
async function instrumentOf(req: Request): Promise<Instrument> {
  const instrument = await findInstrument(String(req.params.id));
  if (!instrument) throw new NotFound('instruments:notFound');
  return instrument;
}

function formOf(req: Request, { dimensions }: Instrument): DictionaryForm {
  return readDictionaryForm(
    bodyOf(req),
    dimensions.map(({ id }) => id),
  );
}

function problemsOf(
  { entries, errors }: DictionaryForm,
  instrument: Instrument,
  res: Response,
): FieldError[] {
  return [...errors, ...dictionaryErrors(checkDictionary(entries, null), instrument, readerOf(res))];
}

type Shown = Pick<DictionaryForm, 'entries' | 'trial' | 'version'>;

async function show(
  res: Response,
  instrument: Instrument,
  shown: Shown,
  errors: FieldError[],
): Promise<void> {
  const reader = readerOf(res);
  const dictionary = presentDictionary(instrument, shown, await spokenBefore(instrument.id), reader);
  await res.page('comments/dictionary', {
    title: reader.t('comments:dictionary.title', { name: dictionary.name }),
    layout: 'desk',
    status: errors.length > 0 ? 422 : 200,
    errors,
    path: dictionaryPath(instrument.id),
    dictionary,
    base: dictionaryPath(instrument.id),
    instrumentPage: dictionaryPath(instrument.id).replace(/\/themes$/, ''),
  });
}
