/** Somebody whose browser does what the answering page does: it repeats each step as it is until the server has an answer. */
import { hash } from 'node:crypto';
import type { Express } from 'express';
import type { Response } from 'supertest';
import { voter } from './voter.ts';

const maxTries = 60;
const pauseMs = 40;

export interface Voted {
  /** Of the ballot, as the store names it; null when it was never acknowledged. */
  ballot: string | null;
  /** Whether the same token was signed once more with the same result, and another one refused. */
  isRepeatable: boolean;
  tries: number;
}

export async function voteInSpiteOfAll(
  app: Express,
  wave: string,
  code: string,
  answers: object,
  /** Hears of each "come again". */
  onTurnedAway: () => void = () => undefined,
): Promise<Voted> {
  const someone = voter(app, wave);
  let tries = 0;
  /** Only "come again" is repeated. */
  const insist = async (ask: () => Promise<Response>): Promise<Response> => {
    for (;;) {
      tries += 1;
      const reply = await ask();
      if (reply.status !== 503 || tries > maxTries) return reply;
      onTurnedAway();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  const { body: right } = await insist(() => Promise.resolve(someone.right(code)));
  const [blinded, other] = await Promise.all([someone.blind(right.unit), someone.blind(right.unit)]);
  const sign = (what: typeof blinded) => insist(() => Promise.resolve(someone.sign(code, what)));
  const { body: signed } = await sign(blinded);
  const credential = await someone.unblind(blinded, signed.signature);
  const { status } = await insist(() => Promise.resolve(someone.ballot(credential, answers)));
  const again = await sign(blinded);
  const isRepeatable = again.body.signature === signed.signature && (await sign(other)).status === 409;
  const ballot = hash('sha256', Buffer.from(credential.message, 'base64'), 'hex');
  return { ballot: status === 201 ? ballot : null, isRepeatable, tries };
}
