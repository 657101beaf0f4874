/**
 * The results page of a released wave: the same table that managers read, without an account. Employees open it with the words of the
 * wave (resultsAccess).
 */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../appContext.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { scopes } from '../reports/scope.ts';
import { openTo } from '../waves/audience.ts';
import { waveIn } from '../waves/firstPageIn.ts';
import { resultsPath } from '../waves/paths.ts';
import { emphasised } from '../waves/promiseWording.ts';
import { areResultsWords } from '../waves/resultsWords.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import { promiseShown, reportPage } from './reportPage.ts';
import { hasWords, readableWave, rememberWords } from './resultsAccess.ts';

type WordsContext = Pick<AppContext, 'sessionSecret' | 'failureLimits'>;

const scope = z.enum(scopes).optional().catch(undefined);
const typedWords = z.string().max(200).catch('');

export function resultsRoutes(context: WordsContext): Router {
  const router = Router();
  const failures = context.failureLimits.limit('results-words', 60, 3600);
  const addresses = ['/waves/:wave/results', '/waves/:wave/results/:office'];

  router.get(addresses, async (req, res) => {
    const wave = await readableWave(req);
    const open = openTo(wave);
    res.set('Cache-Control', 'no-store');
    if (open !== 'everyone') res.set('X-Robots-Tag', 'noindex');
    if (open === 'nobody') {
      const reader = readerOf(res);
      const { title: own, firstPage } = waveIn(wave, reader.lang);
      const title = reader.t('reports:results.title', { wave: own });
      return res.page('reportPages/notReleased', { title, contact: firstPage.contact });
    }
    if (open === 'employees' && !hasWords(req, wave, context)) return askForWords(res, wave, '');
    await showResults(req, res, wave);
  });

  router.post(addresses, async (req, res) => {
    const wave = await readableWave(req);
    res.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex');
    if (openTo(wave) === 'employees') {
      const typed = typedWords.parse(req.body?.words);
      // Counted before it is looked at: of many tries at once only so many are.
      await failures.attempt(req);
      if (!areResultsWords(typed, wave.resultsWords ?? '')) {
        res.status(422);
        return askForWords(res, wave, typed);
      }
      await failures.giveBack(req);
      rememberWords(req, res, wave, context);
    }
    res.redirect(303, `${res.locals.prefix}${req.path}`);
  });
  return router;
}

async function showResults(req: Request, res: Response, wave: Wave): Promise<void> {
  const reader = readerOf(res);
  const base = `${res.locals.prefix}${resultsPath(wave._id)}`;
  const office = String(req.params.office ?? rootOffice(wave));
  const mayRead = (earlier: Wave) =>
    openTo(wave) === 'everyone' ? openTo(earlier) === 'everyone' : openTo(earlier) !== 'nobody';
  const page = await reportPage(
    waveIn(wave, reader.lang),
    { office, scope: scope.parse(req.query.scope), base, mayRead },
    reader,
  );
  if (!page) throw new NotFound();
  const lead = reader.t(
    openTo(wave) === 'everyone' ? 'reports:results.lead' : 'reports:results.leadEmployees',
  );
  await res.page('reportPages/show', {
    ...page,
    comments: null,
    lead,
    isBrief: true,
    promise: promiseShown(wave, reader.lang),
    emphasised,
    actions: `${base}/${office}/actions`,
    contact: waveIn(wave, reader.lang).firstPage.contact,
  });
}

async function askForWords(res: Response, wave: Wave, typed: string): Promise<void> {
  const reader = readerOf(res);
  const { title: own, firstPage } = waveIn(wave, reader.lang);
  const title = reader.t('reports:results.title', { wave: own });
  const wrong = res.statusCode === 422;
  await res.page('reportPages/words', {
    title,
    typed,
    wrong,
    script: 'resultsWords.js',
    contact: firstPage.contact,
  });
}
