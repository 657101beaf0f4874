/** The requests of a kiosk's browser: its start page, registration, and heartbeats. No cookie, no session, no person. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../appContext.ts';
import { BadRequest, NotFound } from '../http/httpErrors.ts';
import { translator } from '../i18n/translator.ts';
import { heartbeat, kioskFacts } from './heartbeat.ts';
import { redeemKioskLink } from './registerKiosk.ts';

const linkBody = z.object({
  link: z.string().max(200),
  /** Made by the device, so that it has it even where the reply is lost. */
  token: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
});
const tokenBody = z.object({ token: z.string().max(200) });

export function kioskDeviceRoutes({ clock, failureLimits }: AppContext): Router {
  const router = Router();
  const failures = failureLimits.limit('kiosk', 60, 600);
  /**
   * Links and tokens have 160 random bits, so failures are counted only to keep guessing cheap for the server, and a kiosk's own passes
   * whatever others at its address sent.
   */
  const limited = async <T>(req: Request, work: () => Promise<T>) => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotFound) await failures.attempt(req);
      throw error;
    }
  };

  router.get('/kiosk', async (_req, res) => {
    const title = translator(res.locals.lang)('kiosks:start.title');
    res.set('Cache-Control', 'no-cache');
    await res.page('kiosks/start', { title, layout: 'answer', script: 'answerKioskStart.js' });
  });

  router.post('/kiosk/registration', async (req, res) => {
    const body = linkBody.safeParse(req.body);
    if (!body.success) throw new BadRequest();
    const now = clock.now();
    const { kiosk, token } = await limited(req, () => redeemKioskLink(body.data.link, now, body.data.token));
    res.set('Cache-Control', 'no-store').json({ token, ...(await kioskFacts(kiosk, now)) });
  });

  router.post('/kiosk/heartbeat', async (req, res) => {
    const body = tokenBody.safeParse(req.body);
    if (!body.success) throw new BadRequest();
    const facts = await limited(req, () => heartbeat(body.data.token, clock.now()));
    res.set('Cache-Control', 'no-store').json(facts);
  });

  return router;
}
