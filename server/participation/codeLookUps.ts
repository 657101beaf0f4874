/**
 * Looks up codes under two limits. A code has 95 random bits; even with eighty, and ten thousand valid codes, a thousand guesses a
 * second would find one in about four billion years. So failures are counted by network address only to keep guessing cheap for the
 * server, and a valid code passes whatever others at the same address did, because an office shares one address. Somebody who knows a
 * code could find out when its owner answers by asking again and again; so replies that say whether a code was used are counted by code.
 */
import type { Request } from 'express';
import type { FailureLimits } from '../http/failureLimits.ts';
import { readCode } from './codeText.ts';
import { UnknownCode } from './invitationRight.ts';

const day = 24 * 3600;

export interface CodeLookUps {
  /** @throws TooManyFailures for an unknown code from an address with too many of them; UnknownCode */
  limitLookUp<T>(req: Request, lookUp: () => Promise<T>): Promise<T>;
  /** The same for replies that say whether the right was used. @throws TooManyFailures for a code that is looked up all day */
  limitStateLookUp<T>(
    req: Request,
    asked: { code: string; way: 'script' | 'form' },
    lookUp: () => Promise<T>,
  ): Promise<T>;
}

export function codeLookUps(failureLimits: FailureLimits): CodeLookUps {
  const failures = failureLimits.limit('code', 60, 600);
  /** A page with script asks once when it is opened; pages without script ask with every page of the questionnaire. */
  const stateLimits = {
    script: failureLimits.limit('code-state', 40, day),
    form: failureLimits.limit('code-state-form', 300, day),
  };

  const limitLookUp: CodeLookUps['limitLookUp'] = async (req, lookUp) => {
    try {
      return await lookUp();
    } catch (error) {
      if (!(error instanceof UnknownCode)) throw error;
      await failures.check(req);
      await failures.failed(req);
      throw error;
    }
  };

  return {
    limitLookUp,
    async limitStateLookUp(req, { code, way }, lookUp) {
      const found = await limitLookUp(req, lookUp);
      const [limit, subject] = [stateLimits[way], readCode(code) ?? code];
      await limit.attempt(subject);
      return found;
    },
  };
}
