/** Looking up codes under one limit for each address, whichever page the codes come from. Only failures count. */
import type { Request } from 'express';
import { failureLimit, underLimit } from '../http/failureLimit.ts';
import { UnknownCode } from './invitationRight.ts';

const failuresAllowed = 60;
const windowSeconds = 600;
const failures = failureLimit('code', failuresAllowed, windowSeconds);

/** @throws TooManyFailures, UnknownCode */
export function limitLookUp<T>(req: Request, lookUp: () => Promise<T>): Promise<T> {
  return underLimit(failures, req, (error) => error instanceof UnknownCode, lookUp);
}
