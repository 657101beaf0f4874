/** The errors that routes throw: each knows its status and the message (a locale key) that its page shows. */
import { randomInt } from 'node:crypto';

/** Random between these, so that clients refused together do not come back together. */
const minRetrySeconds = 2;
const maxRetrySeconds = 8;
const minSpaceSeconds = 60;

export class HttpError extends Error {
  readonly status: number;
  /** Locale key, such as `errors:notFound`. */
  readonly messageKey: string;
  readonly values: Record<string, unknown>;

  constructor(status: number, messageKey: string, values: Record<string, unknown> = {}) {
    super(`${status} ${messageKey}`);
    this.status = status;
    this.messageKey = messageKey;
    this.values = values;
  }
}

export class NotFound extends HttpError {
  constructor(messageKey = 'errors:notFound', values: Record<string, unknown> = {}) {
    super(404, messageKey, values);
  }
}

/** A one-time link that was used, or is too old. The message says where another comes from. */
export class UsedLink extends HttpError {
  constructor(messageKey: string) {
    super(404, messageKey);
  }
}

export class Forbidden extends HttpError {
  constructor(messageKey = 'errors:forbidden', values: Record<string, unknown> = {}) {
    super(403, messageKey, values);
  }
}

/** The request is understood and cannot be done in the present state (a wave already launched, say). */
export class Conflict extends HttpError {
  constructor(messageKey: string, values: Record<string, unknown> = {}) {
    super(409, messageKey, values);
  }
}

export class BadRequest extends HttpError {
  constructor(messageKey = 'errors:badRequest', values: Record<string, unknown> = {}) {
    super(400, messageKey, values);
  }
}

export class TooManyFailures extends HttpError {
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super(429, 'errors:tooManyFailures', { minutes: Math.ceil(retryAfterSeconds / 60) });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The server cannot do it just now; the request may be sent again as it is. */
export class TryAgain extends HttpError {
  readonly retryAfterSeconds: number;
  constructor(messageKey: string, retryAfterSeconds = randomInt(minRetrySeconds, maxRetrySeconds + 1)) {
    super(503, messageKey);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export class StoreUnavailable extends TryAgain {
  constructor() {
    super('errors:storeUnavailable');
  }
}

/** Nothing could be written for want of space. Somebody must make room first, so nobody needs to ask every few seconds. */
export class OutOfSpace extends TryAgain {
  constructor() {
    super('errors:outOfSpace', randomInt(minSpaceSeconds, 2 * minSpaceSeconds));
  }
}
