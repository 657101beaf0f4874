/**
 * Builds the app, listens, and ends in one of two ways. `stop`: the system goes down, so idle connections are closed and present
 * requests finished. `retire`: another process has taken over, so no connection is cut; each is closed with its next response or when idle.
 */
import type { RequestListener } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Express } from 'express';
import { type AppContext, createApp } from '../app.ts';
import { peopleListsFinished } from '../campaigns/peopleList/peopleListWork.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { type HttpServer, listenHttp } from '../http/listenHttp.ts';
import { createLogger } from '../http/logger.ts';
import { waveJobsFinished } from '../waves/waveJobs.ts';

const stopTimeoutMs = 10_000;
/** The next process resumes long work that is not done by then: its progress is in the wave's document. */
const longWorkTimeoutMs = 30_000;

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
  /** Replaces the processes that answer, one by one, without refusing a request; only with several WORKERS. */
  replaceWorkers?(): Promise<void>;
}

export interface RetirableServer extends RunningServer {
  /** Accepts no new connections, and resolves when the open ones have ended and long work is done. */
  retire(): Promise<void>;
}

/** What stands between the network and the app, for `npm run dev`. */
export type Wrap = (app: Express) => RequestListener;

export async function serve(
  config: Config,
  security: Pick<AppContext, 'sessionSecret' | 'failureLimits'>,
  wrap: Wrap = (app) => app,
): Promise<RetirableServer> {
  const logger = createLogger(config.logLevel);
  const { server, url } = await listenHttp(config);
  const withBaseUrl = { ...config, baseUrl: config.baseUrl ?? url };
  server.on('request', wrap(createApp({ config: withBaseUrl, clock: systemClock, logger, ...security })));
  return { url, stop: () => stop(server), retire: () => retire(server) };
}

async function stop(server: HttpServer): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), stopTimeoutMs);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(cut);
  await Promise.race([longWorkDone(), pause(longWorkTimeoutMs, undefined, { ref: false })]);
}

async function retire(server: HttpServer): Promise<void> {
  server.prependListener('request', (_req, res) => {
    res.shouldKeepAlive = false;
  });
  const cut = setTimeout(() => server.closeAllConnections(), server.keepAliveTimeout + stopTimeoutMs);
  // Not the http server's own `close`, which cuts idle connections: a browser may be about to use one of them.
  await new Promise((resolve) => NetServer.prototype.close.call(server, resolve));
  clearTimeout(cut);
  await longWorkDone();
}

/** Keys, counts, and people lists: if the reading of a list were interrupted, its file would be lost. */
async function longWorkDone(): Promise<void> {
  await Promise.all([waveJobsFinished(), peopleListsFinished()]);
}
