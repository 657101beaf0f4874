/** GET /healthz: 200 once the store answers and there is room for requests, otherwise 503 with the reason. */
import type { RequestHandler } from 'express';
import mongoose from 'mongoose';
import type { OverloadGate } from './overloadGate.ts';

export function healthz(gate: Pick<OverloadGate, 'isFull'>): RequestHandler {
  return async (_req, res) => {
    try {
      if (mongoose.connection.readyState !== 1 || !mongoose.connection.db)
        throw new Error('store not connected');
      if (gate.isFull()) throw new Error('as many requests are worked on as there is room for');
      await mongoose.connection.db.command({ ping: 1 });
      res.json({ status: 'ok' });
    } catch (error) {
      res.status(503).json({ status: 'unavailable', reason: (error as Error).message });
    }
  };
}
