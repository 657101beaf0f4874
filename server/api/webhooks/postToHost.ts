/**
 * Posts to a host that was allowed. Its name is resolved once, for this connection, and the connection goes to the address that was looked
 * at: a name that changes its address in between (DNS rebinding) leads nowhere else. Redirects are not followed.
 */
import { lookup as systemLookup } from 'node:dns';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateOrPublic, isPublicAddress } from './publicAddress.ts';

export type Resolve = (
  name: string,
  done: (error: Error | null, addresses: { address: string; family: number }[]) => void,
) => void;

const bySystem: Resolve = (name, done) =>
  systemLookup(name, { all: true }, (error, addresses) => done(error, addresses ?? []));

export interface Posted {
  /** null where no answer came. */
  status: number | null;
  /** A code such as ECONNREFUSED, `address` where it is not allowed, or empty; never the words of another server. */
  problem: string;
}

interface Post {
  url: string;
  isPrivate: boolean;
  headers: Record<string, string>;
  body: string;
}

const timeoutMs = 15_000;

class ForbiddenAddress extends Error {
  readonly code = 'address';
}

export function postToHost(
  { url, isPrivate, headers, body }: Post,
  resolve: Resolve = bySystem,
): Promise<Posted> {
  const isAllowed = isPrivate ? isPrivateOrPublic : isPublicAddress;
  const { hostname, protocol } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  // An address in the place of a name is never looked up.
  if (isIP(literal) && !isAllowed(literal)) return Promise.resolve({ status: null, problem: 'address' });
  const lookup: LookupFunction = (name, options, done) =>
    resolve(name, (error, addresses) => {
      const wrong =
        error ?? (addresses.every(({ address }) => isAllowed(address)) ? null : new ForbiddenAddress());
      const [first] = addresses;
      if (wrong || !first) return done(wrong ?? new ForbiddenAddress(), '', 4);
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    lookup,
    headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
  };
  return new Promise((settle) => {
    const sent = (protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (answer) => {
      // What it says besides is nobody's here to read.
      answer.destroy();
      clearTimeout(timer);
      settle({ status: answer.statusCode ?? null, problem: '' });
    });
    const timer = setTimeout(
      () => sent.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })),
      timeoutMs,
    );
    sent.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      settle({ status: null, problem: error.code ?? 'error' });
    });
    sent.end(body);
  });
}
