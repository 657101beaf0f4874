/** Programs as tests send them: a token of a role, and requests that carry it. */
import type { Express } from 'express';
import supertest from 'supertest';
import type { TokenRole } from '../../server/api/tokens/apiToken.ts';
import { createToken } from '../../server/api/tokens/changeTokens.ts';
import { noon } from '../support/fixedClock.ts';

interface Wanted {
  role: TokenRole;
  offices?: string[];
  mayWrite?: boolean;
  days?: number;
}

/** The text of a new token. */
export async function tokenText({
  role,
  offices = [],
  mayWrite = false,
  days = 30,
}: Wanted): Promise<string> {
  const grants = offices.map((office) => ({ office, from: null, to: null }));
  const wanted = { name: `program of ${role}`, role, grants, mayWrite, days };
  return (await createToken(wanted, { actor: 'sara', now: noon })).text;
}

/** A program that reads and writes below /api/v1. */
export type Program = ReturnType<typeof supertest.agent>;

export async function program(app: Express, wanted: Wanted): Promise<Program> {
  return supertest.agent(app).set('Authorization', `Bearer ${await tokenText(wanted)}`);
}
