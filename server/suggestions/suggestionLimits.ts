/**
 * How often: an office of forty shares one address, so sending is limited by address loosely, and with script it costs work besides. Codes
 * have 80 random bits, so failures are counted only to keep guessing cheap for the server, and a code that exists always passes.
 */
import type { Request } from 'express';
import type { FailureLimit, FailureLimits } from '../http/failureLimits.ts';
import { oneAfterAnother } from '../http/oneAfterAnother.ts';

const hour = 3600;

const inOrder = oneAfterAnother(1, 40);
const afterGuesses = oneAfterAnother(1, 4);

export interface SuggestionLimits {
  sending: { script: FailureLimit; form: FailureLimit };
  /** @throws TooManyFailures */
  unknownCode(req: Request): Promise<void>;
  /**
   * The slow hash of a code that somebody typed without script, one after another: many at once would take every thread of the process. Who has
   * typed too many wrong ones waits in a line of their own. @throws Overloaded where too many wait
   */
  hashing<T>(req: Request, work: () => Promise<T>): Promise<T>;
}

export function suggestionLimits(failureLimits: FailureLimits): SuggestionLimits {
  const failures = failureLimits.limit('suggestion-code', 60, 600);
  return {
    sending: {
      script: failureLimits.limit('suggestion', 120, hour),
      form: failureLimits.limit('suggestion-form', 40, hour),
    },
    async hashing(req, work) {
      const isGuessing = await failures.check(req).then(
        () => false,
        () => true,
      );
      return (isGuessing ? afterGuesses : inOrder)(work);
    },
    async unknownCode(req) {
      await failures.check(req);
      await failures.failed(req);
    },
  };
}
