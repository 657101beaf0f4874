/**
 * What answering without script needs to know about codes. `app.ts` hands it over, because this folder must never import the one
 * that knows who may answer.
 */
import type { Request } from 'express';
import type { Credential } from './submitBallot.ts';

export interface CodeRedeemer {
  /** Id of the wave that a code belongs to, or null. @throws TooManyFailures */
  findWave(req: Request, code: string): Promise<string | null>;
  /** The unit of a code and whether it was used, or null. @throws TooManyFailures */
  findRight(req: Request, wave: string, code: string): Promise<{ unit: string; used: boolean } | null>;
  /** Whether the unit has more invitations than it had people at the launch. */
  hasTooManyInvitations(wave: string, unit: string): Promise<boolean>;
  /** A credential for the code, the same one for the same nonce; null when the code was used for another. */
  issueCredential(wave: string, code: string, nonce: Buffer): Promise<Credential | null>;
}
