/** What every feature's router gets. */
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { FailureLimits } from './http/failureLimits.ts';
import type { WaitForTurn } from './http/guessLine.ts';
import type { RenderPdf } from './pdf/renderPdf.ts';

export interface AppContext {
  config: Config;
  clock: Clock;
  logger: Logger;
  sessionSecret: string;
  failureLimits: FailureLimits;
  /** How many requests run at the same time before others are told to retry; small in tests. */
  maxConcurrentRequests?: number;
  /** What hashes of passwords cost when they are made at sign-in; tests have cheap ones. */
  passwordCost?: { memoryCost: number; timeCost: number; parallelism: number };
  /** Tests take a wave's signing keys (PKCS #8, DER, base64) from a stock; otherwise each is made anew. */
  makeSigningKey?: () => Promise<string>;
  /** Tests pass a line for guessers that does not wait, or is full. */
  waitForTurn?: WaitForTurn;
  /** Tests pass one whose compiler is missing. */
  renderPdf?: RenderPdf;
}
