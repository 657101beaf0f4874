/** The log: method, route pattern, status and duration. Never an address, a URL with its values, a header or a body. */
import type { RequestHandler } from 'express';
import { type Logger, pino } from 'pino';
import { isUnderDesk } from './deskPath.ts';
import { lastLogLines, logLines } from './logLines.ts';
import { requestIdOf, routeOf } from './requestId.ts';

/** @param isSync for a process that is about to end */
export function createLogger(level: string, { isSync = false } = {}): Logger {
  return pino({ level, base: null }, isSync ? lastLogLines : logLines);
}

/** One line for each request of a signed-in person or of a program; answering requests are not logged individually at all. */
export function requestLog(logger: Logger, isProgram: (path: string) => boolean): RequestHandler {
  return (req, res, next) => {
    if (!isUnderDesk(req.path) && !isProgram(req.path)) return next();
    const startedAt = performance.now();
    res.on('finish', () => {
      logger.info({
        id: requestIdOf(req),
        method: req.method,
        route: routeOf(req),
        status: res.statusCode,
        ms: Math.round(performance.now() - startedAt),
      });
    });
    next();
  };
}
