/** What browsers with script send: parcels that are sealed already, and tokens that find a thread. Bodies of one length, no cookies. */
import { type Request, type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { parseBody } from '../http/forms.ts';
import { BadRequest } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { renderView } from '../http/renderPage.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { loadOffices } from '../offices/loadOffices.ts';
import { findThread, withdraw } from './findThread.ts';
import { itemBody, tokensBody } from './forms.ts';
import { presentOwnThread } from './presentOwnThread.ts';
import { isWorkDone } from './sealing/proofOfWork.ts';
import { suggestionKeys } from './suggestionKeys.ts';
import type { SuggestionLimits } from './suggestionLimits.ts';
import { takeIn } from './takeIn.ts';
import { weekBefore, weekOf } from './week.ts';

export function itemRoutes({ config, clock }: AppContext, limits: SuggestionLimits): Router {
  const router = Router();
  const json = (res: Response, status: number, value: object) =>
    void res.set('Cache-Control', 'no-store').status(status).json(value);

  /** For whoever wants to check a receipt or a parcel without this program. */
  router.get('/suggestions/keys', async (_req, res) => {
    const { intakePublic, receiptsPublic } = await suggestionKeys(config.keyDir);
    res.json({ reviewers: intakePublic, receipts: receiptsPublic });
  });

  router.post('/suggestions/items', async (req, res) => {
    const { id, sealed, commitment, work } = parseBody(itemBody, req.body);
    const week = weekOf(clock.now());
    if (!(await isWorkDone(id, [week, weekBefore(week)], work)))
      throw new BadRequest('suggestions:errors.work');
    await limits.sending.script.attempt(req);
    json(res, 200, await takeIn({ id, sealed, commitment }, { now: clock.now(), keyDir: config.keyDir }));
  });

  const unknown = async (req: Request, res: Response) => {
    await limits.unknownCode(req);
    const key = 'suggestions:errors.unknownCode';
    json(res, 404, { error: { key, message: readerOf(res).t(key) } });
  };

  router.post('/suggestions/threads', async (req, res) => {
    const found = await findThread(parseBody(tokensBody, req.body));
    if (!found) return unknown(req, res);
    const reader = readerOf(res);
    const shown = presentOwnThread(found, await loadOffices(reader.lang), isoDayOf(clock.now()), reader);
    const locals = {
      ...reader,
      prefix: res.locals.prefix,
      errors: [],
      shown,
      texts: null,
      code: '',
      written: '',
    };
    const { thread } = found;
    json(res, 200, {
      html: await renderView('suggestions/_thread', locals),
      thread: thread && { id: thread._id, codeWrap: thread.codeWrap, place: thread.messages },
    });
  });

  router.post('/suggestions/withdrawals', async (req, res) => {
    if (!(await withdraw(parseBody(tokensBody, req.body)))) return unknown(req, res);
    json(res, 200, { withdrawn: true });
  });
  return router;
}
