/** GET /healthz: 200 once the store answers, takes writes and there is room for requests, otherwise 503 with the reason and what to do. */
import type { RequestHandler } from 'express';
import mongoose from 'mongoose';
import type { Config } from '../config.ts';
import { lineCut, storeProblem } from '../database/storeProblem.ts';
import { writeTrouble } from '../database/writeTrouble.ts';
import type { OverloadGate } from './overloadGate.ts';

export function healthz(
  { mongodbUri, dataDir }: Pick<Config, 'mongodbUri' | 'dataDir'>,
  gate: Pick<OverloadGate, 'isFull'>,
): RequestHandler {
  return async (_req, res) => {
    try {
      if (mongoose.connection.readyState !== 1 || !mongoose.connection.db) throw new Error(lineCut);
      if (gate.isFull()) throw new Error('as many requests are worked on as there is room for');
      const trouble = await writeTrouble(mongodbUri ? null : dataDir);
      if (trouble) throw new Error(trouble);
      res.json({ status: 'ok' });
    } catch (error) {
      res
        .status(503)
        .json({ status: 'unavailable', reason: storeProblem(error) ?? (error as Error).message });
    }
  };
}
