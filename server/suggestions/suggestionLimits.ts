/**
 * How often: an office of forty shares one address, so sending is limited by address loosely, and with script it costs work besides. Codes
 * have 80 random bits, so failures are counted only to keep guessing cheap for the server, and a code that exists always passes.
 */
import type { Request } from 'express';
import type { FailureLimit, FailureLimits } from '../http/failureLimits.ts';

const hour = 3600;

export interface SuggestionLimits {
  sending: { script: FailureLimit; form: FailureLimit };
  /** @throws TooManyFailures */
  unknownCode(req: Request): Promise<void>;
}

export function suggestionLimits(failureLimits: FailureLimits): SuggestionLimits {
  const failures = failureLimits.limit('suggestion-code', 60, 600);
  return {
    sending: {
      script: failureLimits.limit('suggestion', 120, hour),
      form: failureLimits.limit('suggestion-form', 40, hour),
    },
    async unknownCode(req) {
      await failures.check(req);
      await failures.failed(req);
    },
  };
}
