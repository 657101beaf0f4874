/** GET /healthz: 200 once the store answers, otherwise 503 with the reason. */
import type { RequestHandler } from 'express';
import mongoose from 'mongoose';

export const healthz: RequestHandler = async (_req, res) => {
  try {
    if (mongoose.connection.readyState !== 1 || !mongoose.connection.db)
      throw new Error('store not connected');
    await mongoose.connection.db.command({ ping: 1 });
    res.json({ status: 'ok' });
  } catch (error) {
    res.status(503).json({ status: 'unavailable', reason: (error as Error).message });
  }
};
