/** Looking up codes under one limit for each address, whichever page the codes come from. Only failures count. */
import type { Request } from 'express';
import { failureLimit } from '../http/failureLimit.ts';
import { UnknownCode } from './right.ts';

const failuresAllowed = 60;
const windowSeconds = 600;
const failures = failureLimit('code', failuresAllowed, windowSeconds);

/** @throws TooManyFailures, UnknownCode */
export async function limited<T>(req: Request, lookUp: () => Promise<T>): Promise<T> {
  await failures.check(req);
  try {
    return await lookUp();
  } catch (error) {
    if (error instanceof UnknownCode) await failures.failed(req);
    throw error;
  }
}
