/** The application: middleware in order, the routers of the features, then not-found and errors. No side effects. */
import compression from 'compression';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { errorPages, notFound } from './http/errorPages.ts';
import { healthz } from './http/healthz.ts';
import { languageFromUrl } from './http/language.ts';
import { requestLog } from './http/logger.ts';
import { pageRendering } from './http/renderPage.ts';
import { securityHeaders } from './http/securityHeaders.ts';
import { staticFiles } from './http/staticFiles.ts';

/** What every feature's router is made from. */
export interface AppContext {
  config: Config;
  clock: Clock;
  logger: Logger;
  sessionSecret: string;
}

export function createApp(context: AppContext): Express {
  const https = Boolean(context.config.tls) || (context.config.baseUrl?.startsWith('https:') ?? false);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', context.config.trustProxy || false);
  app.set('query parser', 'simple');
  app.get('/healthz', healthz);
  app.use(securityHeaders(https));
  app.use(staticFiles());
  app.use(compression());
  app.use(requestLog(context.logger));
  app.use(languageFromUrl, pageRendering);
  app.use(express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 2000 }));
  app.use(express.json({ limit: '512kb' }));
  app.use(notFound);
  app.use(errorPages(context.logger));
  return app;
}
