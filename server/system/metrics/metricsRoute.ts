/** `GET /metrics`: on the ordinary port with the token of METRICS_TOKEN alone, and nothing at all where none is set. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { AppContext } from '../../appContext.ts';
import { contentType, prometheusText } from './prometheusText.ts';
import { readMetrics } from './readMetrics.ts';

export type MetricsContext = Pick<AppContext, 'config' | 'clock'>;

/** On the ordinary port. */
export function metricsRoute(context: MetricsContext): RequestHandler {
  const { token } = context.config.metrics ?? {};
  return token ? metricsHandler(context) : (_req, _res, next) => next();
}

/** On the port of its own too, where a token is asked for if one is set. */
export function metricsHandler(context: MetricsContext): RequestHandler {
  const { token } = context.config.metrics ?? {};
  return async (req, res) => {
    if (token && !carries(req, token)) {
      res.status(401).set('WWW-Authenticate', 'Bearer').type('text/plain').send('A token is needed.\n');
      return;
    }
    const text = prometheusText(await readMetrics(context));
    res.set('Cache-Control', 'no-store').set('Content-Type', contentType).send(text);
  };
}

function carries(req: Request, token: string): boolean {
  const [, given = ''] = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  return timingSafeEqual(digestOf(given), digestOf(token));
}

const digestOf = (text: string) => createHash('sha256').update(text).digest();
