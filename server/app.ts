/** The application: middleware in order, the features' routers, then not-found and errors. No side effects. */
import compression from 'compression';
import express, { type Express } from 'express';
import { accountFeature } from './accounts/accountsRoutes.ts';
import { auditFeature } from './accounts/audit/auditRoutes.ts';
import { deskRoutes } from './accounts/deskRoutes.ts';
import type { AppContext } from './appContext.ts';
import { waveFeature } from './campaigns/routes.ts';
import { openDataFeature } from './exports/routes.ts';
import { errorPages, notFound } from './http/errorPages.ts';
import { healthz } from './http/healthz.ts';
import { languageFromUrl } from './http/language.ts';
import { requestLog } from './http/logger.ts';
import { maxConcurrentRequests, type OverloadGate, overloadGate } from './http/overloadGate.ts';
import { quickRoutes } from './http/quickPath.ts';
import { declaredSize, maxBodyBytes } from './http/readJson.ts';
import { pageRendering } from './http/renderPage.ts';
import { answeringHeaders, securityHeaders } from './http/securityHeaders.ts';
import { staticFiles } from './http/staticFiles.ts';
import { instrumentNames } from './instruments/instrumentNames.ts';
import { instrumentFeature } from './instruments/routes.ts';
import { kioskDeviceRoutes } from './kiosks/deviceRoutes.ts';
import { kioskNames } from './kiosks/kioskNames.ts';
import { kioskFeature } from './kiosks/routes.ts';
import { officeChoices } from './offices/loadOffices.ts';
import { officeNames } from './offices/officeNames.ts';
import { officeFeature } from './offices/routes.ts';
import { paperFeature } from './paper/routes.ts';
import { createCodeRedeemer } from './participation/createCodeRedeemer.ts';
import { participationRoutes } from './participation/routes.ts';
import { signing } from './participation/signing.ts';
import { printingFeature } from './printing/routes.ts';
import { reportRoutes, resultsRoutes } from './reportPages/routes.ts';
import { ballotBox } from './responses/ballotBox.ts';
import { cachedPages } from './responses/cachedPages.ts';
import { responsesRoutes } from './responses/routes.ts';
import { officeAndUnitNames, waveNames } from './waves/waveNames.ts';

export type { AppContext } from './appContext.ts';

export function createApp(context: AppContext): Express {
  const https = Boolean(context.config.tls) || (context.config.baseUrl?.startsWith('https:') ?? false);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies(context.config.trustProxy));
  app.set('query parser', 'simple');
  // The desk's cookie has the path `/desk`, in this case; pages under `/Desk` would have no session.
  app.enable('case sensitive routing');
  const gate = overloadGate(context.maxConcurrentRequests ?? maxConcurrentRequests, () =>
    context.logger.warn({ event: 'overloaded' }),
  );
  const forPages = [securityHeaders(https), languageFromUrl, pageRendering];
  app.use(quickRoutes(answering(context, gate), answeringHeaders(https), forPages));
  app.get('/healthz', healthz);
  app.use(forPages);
  app.use(staticFiles());
  app.use(gate.middleware);
  app.use(compression());
  app.use(requestLog(context.logger));
  app.use(declaredSize);
  app.use(express.urlencoded({ extended: false, limit: maxBodyBytes, parameterLimit: 2000 }));
  app.use(express.json({ limit: maxBodyBytes }));
  app.use('/desk', deskRoutes(context, deskFeatures(context)));
  app.use(participationRoutes(context));
  app.use(kioskDeviceRoutes(context));
  app.use(responsesRoutes(context, createCodeRedeemer(context.config.keyDir)));
  app.use(resultsRoutes());
  app.use(notFound);
  app.use(errorPages(context.logger));
  return app;
}

/** The three requests that every respondent makes. */
function answering(context: AppContext, gate: OverloadGate) {
  return [cachedPages(context), signing(context, gate), ballotBox(context, gate)];
}

/** The signed-in pages, one feature on each line. */
function deskFeatures(context: AppContext) {
  return [
    waveFeature(context),
    printingFeature(context),
    paperFeature(context, createCodeRedeemer(context.config.keyDir)),
    reportRoutes(context),
    openDataFeature(context),
    officeFeature(context),
    kioskFeature(context),
    instrumentFeature(context),
    accountFeature(context, officeChoices),
    auditFeature({
      wave: waveNames,
      office: officeNames,
      instrument: instrumentNames,
      kiosk: kioskNames,
      inWave: officeAndUnitNames,
    }),
  ];
}

/** `TRUST_PROXY`: a number of proxies, `true`, or addresses and networks as express takes them. */
function trustedProxies(value: string): boolean | number | string {
  if (value === '' || value === 'false') return false;
  if (value === 'true') return true;
  return /^\d+$/.test(value) ? Number(value) : value;
}
