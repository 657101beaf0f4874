/** The wave pages under /desk, handed to the desk as one feature. Each file adds its own routes, with paths in full. */
import { Router } from 'express';
import type { DeskFeature } from '../accounts/deskRoutes.ts';
import type { AppContext } from '../appContext.ts';
import { addBounceRoutes } from './bounceRoutes.ts';
import { addClosingRoutes } from './closingRoutes.ts';
import { addCommentRoutes } from './commentRoutes.ts';
import { addCountRoutes } from './countRoutes.ts';
import { addDeliveryRoutes } from './deliveryRoutes.ts';
import { addDigestRoutes } from './digestRoutes.ts';
import { addDraftRoutes } from './draftRoutes.ts';
import { addHeadcountRoutes } from './headcountRoutes.ts';
import { addIndexRoutes } from './indexRoutes.ts';
import { addInvitationRoutes } from './invitationRoutes.ts';
import { addLaunchRoutes } from './launchRoutes.ts';
import { addMessageRoutes } from './messageRoutes.ts';
import { addParticipationRoutes } from './participationRoutes.ts';
import { addPeopleListRoutes } from './peopleListRoutes.ts';
import { addPreviewRoutes } from './previewRoutes.ts';
import { addReminderRoutes } from './reminderRoutes.ts';
import { addShowRoutes } from './showRoutes.ts';
import { tick } from './tick.ts';
import { waveNextSteps } from './waveNextSteps.ts';
import { waveStanding } from './waveStanding.ts';

export function waveFeature(context: AppContext): DeskFeature {
  const router = Router();
  router.use('/waves', async (_req, _res, next) => {
    await tick(context.clock.now(), context.config.keyDir);
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
  addDigestRoutes(router, context);
  addParticipationRoutes(router, context);
  addCountRoutes(router, context);
  addCommentRoutes(router, context);
  return { routes: router, nextSteps: waveNextSteps(context), standing: waveStanding(context) };
}
