/** The wave pages under /desk as one feature of the desk. Each file adds its own routes, with full paths. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { advanceWaves } from './advanceWaves.ts';
import { closingRoutes } from './closing/closingRoutes.ts';
import { countRoutes } from './count/countRoutes.ts';
import { digestRoutes } from './digest/digestRoutes.ts';
import { draftRoutes } from './draft/draftRoutes.ts';
import { previewRoutes } from './draft/previewRoutes.ts';
import { stepRoutes } from './draft/stepRoutes.ts';
import { waveIndexRoutes } from './indexRoutes.ts';
import { headcountRoutes } from './invitations/headcountRoutes.ts';
import { invitationRoutes } from './invitations/invitationRoutes.ts';
import { launchRoutes } from './launch/launchRoutes.ts';
import { localBlockRoutes } from './localBlocks/blockRoutes.ts';
import { bounceRoutes } from './messages/bounceRoutes.ts';
import { calendarRoutes } from './messages/calendarRoutes.ts';
import { deliveryRoutes } from './messages/deliveryRoutes.ts';
import { messageRoutes } from './messages/messageRoutes.ts';
import { reminderRoutes } from './messages/reminderRoutes.ts';
import { wordsRoutes } from './messages/wordsRoutes.ts';
import { peopleListRoutes } from './peopleList/peopleListRoutes.ts';
import { waveParticipationRoutes } from './progress/participationRoutes.ts';
import { recoveryRoutes } from './recovery/recoveryRoutes.ts';
import { commentRoutes } from './release/commentRoutes.ts';
import { releaseRoutes } from './release/releaseRoutes.ts';
import { retentionRoutes } from './retention/retentionRoutes.ts';
import { seriesRoutes } from './series/seriesRoutes.ts';
import { waveShowRoutes } from './showRoutes.ts';

export function campaignRoutes(context: AppContext): Router {
  const router = Router();
  router.use('/waves', async (_req, _res, next) => {
    await advanceWaves(context.clock.now(), context.config.keyDir);
    next();
  });
  router.use(waveIndexRoutes(context), draftRoutes(context), stepRoutes(context), previewRoutes(context));
  router.use(localBlockRoutes(context), launchRoutes(context));
  router.use(
    waveShowRoutes(context),
    closingRoutes(context),
    recoveryRoutes(context),
    headcountRoutes(context),
  );
  router.use(invitationRoutes(context), peopleListRoutes(context));
  router.use(deliveryRoutes(context), bounceRoutes(context), messageRoutes(context));
  router.use(wordsRoutes(context), seriesRoutes(context));
  router.use(reminderRoutes(context), calendarRoutes(context), digestRoutes(context));
  router.use(waveParticipationRoutes(context), retentionRoutes(context));
  router.use(countRoutes(context), commentRoutes(context), releaseRoutes(context));
  return router;
}
