/** The port of METRICS_PORT, in the process that runs the jobs: `/metrics` and nothing else, without TLS, for the network of the monitoring. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { ListenError } from '../http/listenHttp.ts';
import { metricsHandler } from '../system/metrics/metricsRoute.ts';

/** @returns what stops it. @throws ListenError */
export async function serveMetrics(config: Config): Promise<() => Promise<void>> {
  const { port = 0 } = config.metrics ?? {};
  if (port === 0) return async () => undefined;
  const app = express().disable('x-powered-by');
  app.get('/metrics', metricsHandler({ config, clock: systemClock }));
  const server = createServer(app);
  try {
    await once(server.listen(port, config.host), 'listening');
  } catch (error) {
    throw new ListenError(`METRICS_PORT: ${port} cannot be listened on (${(error as Error).message})`);
  }
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}
