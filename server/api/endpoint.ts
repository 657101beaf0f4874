/**
 * One thing that a program can ask for, told once: who may, by which schemas the request is checked and the answer described, and what is
 * done. The router and the OpenAPI document are both made of these.
 */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Account } from '../accounts/account.ts';
import type { AppContext } from '../appContext.ts';
import type { TokenRole } from './tokens/apiToken.ts';

/** A request that has been checked. */
export interface Asked<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** What the token is to whoever asks for an account. */
  account: Account;
  now: Date;
  /** ISO date. */
  today: string;
  context: AppContext;
  req: Request;
  res: Response;
  /** For something new that may be asked for again under one key: the same id each time. */
  newId: string;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** What is answered, by status: JSON of a schema, or a file of a media type. */
export type Described = z.ZodType | { file: string };

interface Definition<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  /** The operation's id; its texts are `api:operation.<id>`. */
  id: string;
  method: 'get' | 'post' | 'put';
  /** Below the interface, with the names of its parts in braces. */
  path: string;
  roles: readonly TokenRole[];
  params: P;
  query: Q;
  /** Of requests that change something; these need a token that may write. */
  body?: B;
  answers: Record<number, Described>;
  /** Statuses of problems beside those that any request may meet. */
  problems: readonly number[];
  /** null where it has answered by itself. */
  handle(asked: Asked<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answer | null>;
}

export type Endpoint = Definition<z.ZodObject, z.ZodObject, z.ZodType>;

/** Keeps the types of its schemas for `handle`. */
export function endpoint<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  definition: Definition<P, Q, B>,
): Endpoint {
  return definition as unknown as Endpoint;
}

/** As express writes it. */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
