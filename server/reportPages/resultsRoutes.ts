/**
 * The results page of a released wave: the same table that managers read, without an account. Employees open it with the words of the
 * wave (resultsAccess).
 */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../appContext.ts';
import { guessLine } from '../http/guessLine.ts';
import { NotFound, TooManyFailures } from '../http/httpErrors.ts';
import { Overloaded } from '../http/overloadGate.ts';
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

type WordsContext = Pick<AppContext, 'sessionSecret' | 'failureLimits' | 'waitForTurn'>;

const scope = z.enum(scopes).optional().catch(undefined);
/**
 * Sixty wrong tries in an hour are answered at once; what comes from the same address after them waits, one a second. Of 12 million
 * possibilities that is seventy days without a pause until the words are found by half a chance: too slow for what every employee may read,
 * and nobody who has the words is ever locked out by a colleague who has not.
 */
const quickTries = 60;
const afterThem = { intervalMs: 1000, places: 6 };

const typedWords = z.string().max(200).catch('');

export function resultsRoutes(context: WordsContext): Router {
  const router = Router();
  const failures = context.failureLimits.limit('results-words', quickTries, 3600);
  const waitForTurn = context.waitForTurn ?? guessLine(afterThem);
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
    if (open === 'employees' && !hasWords(req, wave, context)) return askForWords(res, wave);
    await showResults(req, res, wave);
  });

  router.post(addresses, async (req, res) => {
    const wave = await readableWave(req);
    res.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex');
    if (openTo(wave) === 'employees') {
      const typed = typedWords.parse(req.body?.words);
      try {
        // Counted before it is looked at: of many tries at once only so many are.
        await failures.attempt(req).catch((error) => {
          if (!(error instanceof TooManyFailures)) throw error;
          return waitForTurn(req, res);
        });
      } catch (error) {
        if (!(error instanceof Overloaded)) throw error;
        res.status(503).set('Retry-After', String(error.retryAfterSeconds));
        return askForWords(res, wave, { words: typed, problem: 'busy' });
      }
      if (!areResultsWords(typed, wave.resultsWords ?? '')) {
        res.status(422);
        return askForWords(res, wave, { words: typed, problem: 'wrong' });
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

/** What was typed, and why it opened nothing: wrong, or not looked at. */
interface Typed {
  words: string;
  problem: '' | 'wrong' | 'busy';
}

async function askForWords(
  res: Response,
  wave: Wave,
  { words, problem }: Typed = { words: '', problem: '' },
): Promise<void> {
  const reader = readerOf(res);
  const { title: own, firstPage } = waveIn(wave, reader.lang);
  const title = reader.t('reports:results.title', { wave: own });
  await res.page('reportPages/words', {
    title,
    typed: words,
    problem,
    script: 'resultsWords.js',
    contact: firstPage.contact,
  });
}
