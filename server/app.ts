/** The application: middleware in order, the features' routers, then not-found and errors. No side effects. */
import compression from 'compression';
import express, { type Express } from 'express';
import { accountRoutes } from './accounts/accountsRoutes.ts';
import { auditNextSteps } from './accounts/audit/auditNextSteps.ts';
import { auditRoutes } from './accounts/audit/auditRoutes.ts';
import { type DeskParts, deskRoutes } from './accounts/deskRoutes.ts';
import { apiRoutes } from './api/apiRoutes.ts';
import { isUnderApi } from './api/paths.ts';
import { referenceRoutes } from './api/reference/referenceRoutes.ts';
import { tokenNames } from './api/tokens/tokenNames.ts';
import { tokenRoutes } from './api/tokens/tokenRoutes.ts';
import { webhookRoutes } from './api/webhooks/webhookRoutes.ts';
import type { AppContext } from './appContext.ts';
import { bankRoutes } from './bank/bankRoutes.ts';
import { firstRun } from './campaigns/firstRun.ts';
import { retentionNextSteps } from './campaigns/retention/retentionNextSteps.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { waveNextSteps } from './campaigns/waveNextSteps.ts';
import { waveOverview } from './campaigns/waveOverview.ts';
import { yearOverview } from './campaigns/yearOverview.ts';
import { codingNextSteps } from './comments/coding/codingNextSteps.ts';
import { commentRoutes } from './comments/routes.ts';
import { openDataRoutes } from './exports/routes.ts';
import { bodyPace } from './http/bodyPace.ts';
import { deskPath } from './http/deskPath.ts';
import { errorPages, notFound } from './http/errorPages.ts';
import { healthz } from './http/healthz.ts';
import { helpContact } from './http/helpContact.ts';
import { servesHttps } from './http/https.ts';
import { languageFromUrl } from './http/language.ts';
import { requestLog } from './http/logger.ts';
import { maxConcurrentRequests, type OverloadGate, overloadGate } from './http/overloadGate.ts';
import { quickRoutes } from './http/quickPath.ts';
import { bodyOfFields, declaredSize, maxBodyBytes } from './http/readJson.ts';
import { pageRendering } from './http/renderPage.ts';
import { requestIdHeader } from './http/requestId.ts';
import { requestsAhead } from './http/requestsAhead.ts';
import { robots } from './http/robots.ts';
import { answeringHeaders, securityHeaders } from './http/securityHeaders.ts';
import { staticFiles } from './http/staticFiles.ts';
import { unreadAnswers } from './http/unreadAnswers.ts';
import { foreignAnswerRoutes } from './imports/routes.ts';
import { instrumentNames } from './instruments/instrumentNames.ts';
import { kioskDeviceRoutes } from './kiosks/deviceRoutes.ts';
import { kioskNames } from './kiosks/kioskNames.ts';
import { kioskRoutes } from './kiosks/routes.ts';
import { kitRoutes } from './kit/routes.ts';
import { levelNames } from './offices/levels/levelNames.ts';
import { officeChoices } from './offices/loadOffices.ts';
import { officeNames } from './offices/officeNames.ts';
import { officeNextSteps } from './offices/officeNextSteps.ts';
import { officeRoutes } from './offices/routes.ts';
import { paperNextSteps } from './paper/paperNextSteps.ts';
import { paperRoutes } from './paper/routes.ts';
import { createCodeRedeemer } from './participation/createCodeRedeemer.ts';
import { sendOneMail } from './participation/delivery/sendOneMail.ts';
import { participationRoutes } from './participation/routes.ts';
import { signing } from './participation/signing.ts';
import { planNextSteps } from './plans/planNextSteps.ts';
import { planRoutes } from './plans/routes.ts';
import { staffRoutes } from './plans/wordsRoutes.ts';
import { printingRoutes } from './printing/routes.ts';
import { pilotRoutes } from './reportPages/pilot/pilotRoutes.ts';
import { releasePreviewRoutes } from './reportPages/releasePreviewRoutes.ts';
import { reportOverview } from './reportPages/reportOverview.ts';
import { resultsRoutes } from './reportPages/resultsRoutes.ts';
import { reportRoutes } from './reportPages/routes.ts';
import { ballotBox } from './responses/ballotBox.ts';
import { cachedPages } from './responses/cachedPages.ts';
import { mendLinks } from './responses/mendLinks.ts';
import { responsesRoutes } from './responses/routes.ts';
import { reviewNextSteps } from './suggestionReview/reviewNextSteps.ts';
import { suggestionReviewRoutes } from './suggestionReview/routes.ts';
import { suggestionRoutes } from './suggestions/routes.ts';
import { backupRoutes } from './system/backups/backupRoutes.ts';
import { conditionOverview } from './system/condition/conditionOverview.ts';
import { conditionRoutes } from './system/condition/conditionRoutes.ts';
import { metricsRoute } from './system/metrics/metricsRoute.ts';
import { tryOutRoutes } from './tryOut/tryOutRoutes.ts';
import { tryOutNextSteps, withTryOut } from './tryOut/tryOutSteps.ts';
import { listOfficeWaves } from './waves/listOfficeWaves.ts';
import { dimensionNames, officeAndUnitNames, waveNames } from './waves/waveNames.ts';
import { workshopRoutes } from './workshop/routes.ts';

/** The list of offices has a field for each of them. */
const maxFields = 6000;

export type { AppContext } from './appContext.ts';

export function createApp(context: AppContext): Express {
  const https = servesHttps(context.config);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies(context.config.trustProxy));
  app.set('query parser', 'simple');
  // The desk's cookie has the path `/desk`, in this case; pages under `/Desk` would have no session.
  app.enable('case sensitive routing');
  const gate = overloadGate(context.maxConcurrentRequests ?? maxConcurrentRequests, () =>
    context.logger.warn({ event: 'overloaded' }),
  );
  const forPages = [
    securityHeaders(https, context.config.provider?.issuer),
    languageFromUrl,
    helpContact(context.config.contact),
    pageRendering,
  ];
  app.use(requestsAhead());
  app.use(unreadAnswers());
  app.use(bodyPace(undefined, isUnderApi));
  app.use(quickRoutes(answering(context, gate), answeringHeaders(https), forPages));
  app.get('/healthz', healthz(context.config, gate));
  app.get('/metrics', metricsRoute(context));
  app.get('/robots.txt', robots);
  app.use(forPages);
  app.use(staticFiles());
  app.use(compression());
  app.use(requestIdHeader);
  app.use(requestLog(context.logger, isUnderApi));
  app.use(referenceRoutes(context, gate), apiRoutes(context, gate));
  app.use(declaredSize);
  app.use(express.urlencoded({ extended: false, limit: maxBodyBytes, parameterLimit: maxFields }));
  app.use(express.json({ limit: maxBodyBytes }), bodyOfFields);
  app.use(gate.middleware);
  app.use(deskPath, deskRoutes(context, deskParts(context)));
  app.use(mendLinks());
  app.use(participationRoutes(context));
  app.use(kioskDeviceRoutes(context));
  app.use(responsesRoutes(context, createCodeRedeemer(context)));
  app.use(resultsRoutes(context));
  app.use(staffRoutes(context));
  app.use(suggestionRoutes(context));
  app.use(notFound);
  app.use(errorPages(context.logger, context.config));
  return app;
}

/** The three requests that every respondent makes. */
function answering(context: AppContext, gate: OverloadGate) {
  return [cachedPages(context), signing(context, gate), ballotBox(context, gate)];
}

/** The signed-in pages, and in its order what the first of them shows. */
function deskParts(context: AppContext): DeskParts {
  const names = {
    wave: waveNames,
    office: officeNames,
    levels: levelNames,
    instrument: instrumentNames,
    kiosk: kioskNames,
    token: tokenNames,
    inWave: officeAndUnitNames,
    dimensions: dimensionNames,
  };
  return {
    routes: [
      campaignRoutes(context),
      printingRoutes(context),
      paperRoutes(context, createCodeRedeemer(context)),
      kitRoutes(context),
      commentRoutes(context),
      reportRoutes(context),
      pilotRoutes(),
      releasePreviewRoutes(context),
      planRoutes(context),
      suggestionReviewRoutes(context),
      openDataRoutes(context),
      foreignAnswerRoutes(context),
      officeRoutes(context, listOfficeWaves),
      kioskRoutes(context),
      workshopRoutes(context),
      bankRoutes(context),
      accountRoutes(context, officeChoices),
      auditRoutes(context, names),
      conditionRoutes(context),
      tokenRoutes(context),
      webhookRoutes(context),
      backupRoutes(context),
      tryOutRoutes(context),
    ],
    nextSteps: [
      waveNextSteps(context),
      tryOutNextSteps(context),
      planNextSteps,
      reviewNextSteps,
      codingNextSteps,
      paperNextSteps(context),
      officeNextSteps,
      retentionNextSteps,
      auditNextSteps,
    ],
    firstRun: withTryOut(firstRun),
    overview: [yearOverview(context), conditionOverview(context), waveOverview(context), reportOverview],
    sendMail: noticesBy(context),
  };
}

/** A mail that is not taken is written into the log, without its address. */
function noticesBy({ config, logger }: Pick<AppContext, 'config' | 'logger'>): DeskParts['sendMail'] {
  const send = sendOneMail(config);
  return (
    send &&
    (async (address, mail) => {
      const outcome = await send(address, mail);
      if (outcome.kind !== 'sent') logger.warn({ event: 'notice not sent', problem: outcome.problem });
    })
  );
}

/** `TRUST_PROXY`: a number of proxies, `true`, or addresses and networks as express takes them. */
function trustedProxies(value: string): boolean | number | string {
  if (value === '' || value === 'false') return false;
  if (value === 'true') return true;
  return /^\d+$/.test(value) ? Number(value) : value;
}
