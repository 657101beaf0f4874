/** Builds the app, listens and stops gracefully: requests under way are finished, then connections are closed. */
import type { Server } from 'node:http';
import { createApp } from './app.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { listen } from './http/listen.ts';
import { createLogger } from './http/logger.ts';

const patienceMs = 10_000;

export interface Served {
  url: string;
  stop(): Promise<void>;
}

export async function serve(config: Config, sessionSecret: string): Promise<Served> {
  const logger = createLogger(config.logLevel);
  const { server, url } = await listen(config);
  const known = { ...config, baseUrl: config.baseUrl ?? url };
  server.on('request', createApp({ config: known, clock: systemClock, logger, sessionSecret }));
  return { url, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
