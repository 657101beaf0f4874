/** The wave pages under /desk as one feature of the desk. Each file adds its own routes, with full paths. */
import { Router } from 'express';
import type { DeskFeature } from '../accounts/deskRoutes.ts';
import type { AppContext } from '../appContext.ts';
import { advanceWaves } from './advanceWaves.ts';
import { addClosingRoutes } from './closing/closingRoutes.ts';
import { addCountRoutes } from './count/countRoutes.ts';
import { addDigestRoutes } from './digest/digestRoutes.ts';
import { addDraftRoutes } from './draft/draftRoutes.ts';
import { addPreviewRoutes } from './draft/previewRoutes.ts';
import { addIndexRoutes } from './indexRoutes.ts';
import { addHeadcountRoutes } from './invitations/headcountRoutes.ts';
import { addInvitationRoutes } from './invitations/invitationRoutes.ts';
import { addLaunchRoutes } from './launch/launchRoutes.ts';
import { addBounceRoutes } from './messages/bounceRoutes.ts';
import { addCalendarRoutes } from './messages/calendarRoutes.ts';
import { addDeliveryRoutes } from './messages/deliveryRoutes.ts';
import { addMessageRoutes } from './messages/messageRoutes.ts';
import { addReminderRoutes } from './messages/reminderRoutes.ts';
import { addPeopleListRoutes } from './peopleList/peopleListRoutes.ts';
import { addParticipationRoutes } from './progress/participationRoutes.ts';
import { addCommentRoutes } from './release/commentRoutes.ts';
import { addReleaseRoutes } from './release/releaseRoutes.ts';
import { addShowRoutes } from './showRoutes.ts';
import { waveNextSteps } from './waveNextSteps.ts';
import { waveOverview } from './waveOverview.ts';

export function waveFeature(context: AppContext): DeskFeature {
  const router = Router();
  router.use('/waves', async (_req, _res, next) => {
    await advanceWaves(context.clock.now(), context.config.keyDir);
    next();
  });
  addIndexRoutes(router, context);
  addDraftRoutes(router, context);
  addPreviewRoutes(router, context);
  addLaunchRoutes(router, context);
  addShowRoutes(router, context);
  addClosingRoutes(router, context);
  addHeadcountRoutes(router, context);
  addInvitationRoutes(router, context);
  addPeopleListRoutes(router, context);
  addDeliveryRoutes(router, context);
  addBounceRoutes(router, context);
  addMessageRoutes(router, context);
  addReminderRoutes(router, context);
  addCalendarRoutes(router, context);
  addDigestRoutes(router, context);
  addParticipationRoutes(router, context);
  addCountRoutes(router, context);
  addCommentRoutes(router, context);
  addReleaseRoutes(router, context);
  return { routes: router, nextSteps: waveNextSteps(context), overview: waveOverview(context) };
}
