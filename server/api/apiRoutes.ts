/**
 * The interface for programs: JSON below /api/v1, by token, without session or cookie. It stands before the forms of pages are read, and
 * every answer of it, also of what goes wrong, is its own.
 */
import express, { type RequestHandler, Router } from 'express';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { BadRequest, HttpError, NotFound } from '../http/httpErrors.ts';
import type { OverloadGate } from '../http/overloadGate.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import { expressPath } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { apiPath, isUnderApi } from './paths.ts';
import { answerOnce } from './requests/idempotentRequest.ts';
import { problems, WrongMethod } from './requests/problem.ts';
import { readBody, readParameters } from './requests/readInput.ts';
import { requestLanguage } from './requests/requestLanguage.ts';
import { requestRate } from './requests/requestRate.ts';
import { authenticate, requireWriting, tokenOf } from './tokens/authenticate.ts';

const maxBody = '256kb';
const keyPattern = /^[\x21-\x7e]{8,200}$/;

export function apiRoutes(context: AppContext, gate: Pick<OverloadGate, 'middleware'>): Router {
  const router = Router({ caseSensitive: true });
  router.use(onlyApi, notStored, requestLanguage);
  router.use(authenticate(context), requestRate(), gate.middleware);
  for (const one of endpoints) {
    const steps = one.body ? [mayChange, onlyJson, express.json({ limit: maxBody, strict: true })] : [];
    router[one.method](addressOf(one), requireRole(...one.roles), ...steps, answering(one, context));
  }
  for (const address of new Set(endpoints.map(addressOf))) router.all(address, wrongMethod);
  router.use(() => {
    throw new NotFound();
  });
  router.use(problems(context.logger, context.config));
  return router;
}

export const addressOf = ({ path }: Endpoint): string => `${apiPath}${expressPath(path).replace(/^\/$/, '')}`;

const onlyApi: RequestHandler = (req, _res, next) => next(isUnderApi(req.path) ? undefined : 'router');

/** Whoever asks again with the ETag is told that nothing has changed; nobody in between keeps it. */
const notStored: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'private, no-cache');
  next();
};

const mayChange: RequestHandler = (req, _res, next) => {
  requireWriting(req);
  next();
};

const onlyJson: RequestHandler = (req, _res, next) => {
  if (!req.is('application/json')) throw new HttpError(415, 'api:problem.mediaType');
  next();
};

const wrongMethod: RequestHandler = (req, res) => {
  const here = endpoints.filter((one) => addressOf(one) === req.route.path);
  const allowed = here.map(({ method }) => method.toUpperCase()).join(', ');
  res.setHeader('Allow', allowed);
  throw new WrongMethod(allowed);
};

function answering(one: Endpoint, context: AppContext): RequestHandler {
  return async (req, res) => {
    const now = context.clock.now();
    const params = one.params.safeParse(req.params);
    if (!params.success) throw new NotFound();
    const asked = {
      params: params.data,
      query: readParameters(one.query, req.query),
      body: one.body ? readBody(one.body, req.body) : undefined,
      account: accountOf(req),
      ...{ now, today: isoDayOf(now), context, req, res },
    };
    if (!one.body) return send(res, await one.handle({ ...asked, newId: '' }));
    const key = req.get('idempotency-key');
    if (key === undefined ? one.method === 'post' : !keyPattern.test(key))
      throw new BadRequest('api:problem.idempotencyKey');
    if (key === undefined) return send(res, await one.handle({ ...asked, newId: '' }));
    const { method, path: address } = req;
    const request = { token: tokenOf(req)._id, key, method, address, body: asked.body, now };
    const { isRepeated, ...answer } = await answerOnce(request, (newId) => one.handle({ ...asked, newId }));
    if (isRepeated) res.setHeader('Idempotency-Replayed', 'true');
    send(res, answer);
  };
}

function send(res: express.Response, answer: Answer | null): void {
  if (!answer) return;
  res
    .status(answer.status ?? 200)
    .set(answer.headers ?? {})
    .json(answer.body);
}
