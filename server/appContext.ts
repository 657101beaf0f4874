/** What every feature's router is made from. */
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { RenderPdf } from './pdf/renderPdf.ts';

export interface AppContext {
  config: Config;
  clock: Clock;
  logger: Logger;
  sessionSecret: string;
  /** Requests worked on together before others are told to come again; tests make it small. */
  maxConcurrentRequests?: number;
  /** Tests name one whose compiler is missing. */
  renderPdf?: RenderPdf;
}
