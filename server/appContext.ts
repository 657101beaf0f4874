/** What every feature's router gets. */
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { RenderPdf } from './pdf/renderPdf.ts';

export interface AppContext {
  config: Config;
  clock: Clock;
  logger: Logger;
  sessionSecret: string;
  /** How many requests run at the same time before others are told to retry; small in tests. */
  maxConcurrentRequests?: number;
  /** Tests pass one whose compiler is missing. */
  renderPdf?: RenderPdf;
}
