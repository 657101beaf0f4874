/** Listens on PORT, with our own TLS when TLS_CERT and TLS_KEY are set, and explains clearly why when it cannot. */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Config } from '../config.ts';
import { baseUrlOf } from './baseUrlOf.ts';
import { lineOf } from './lineOf.ts';
import { shares } from './shares.ts';

export class ListenError extends Error {}

export type HttpServer = Server | SecureServer;

/** How long the server waits for clients. */
export const timeouts = {
  /** For the head of a request: a client that sends more slowly only occupies a connection. */
  headersTimeout: 15_000,
  /** For a whole request: a long comment over a slow line, or an administrator's file. */
  requestTimeout: 120_000,
  connectionsCheckingInterval: 5_000,
};
/** Each takes about ten kilobytes. */
const maxConnections = 10_000;
/** An office of four hundred people shares one, and a browser opens up to six. Behind a proxy all come from it, and it counts for itself. */
const maxOfOneAddress = 2500;
/** Longer than a proxy keeps its connections, so that the proxy never sends into one that we are closing. */
const keepAliveBehindProxyMs = 75_000;

type Limits = typeof timeouts & { maxOfOneAddress?: number };

/** An http server with these limits, https when there is a certificate. */
export function createServer(
  config: Pick<Config, 'tls' | 'trustProxy'>,
  limits: Limits = timeouts,
): HttpServer {
  const server = config.tls ? createSecureServer(config.tls, limits) : createHttpServer(limits);
  server.maxConnections = maxConnections;
  if (config.trustProxy !== '') server.keepAliveTimeout = keepAliveBehindProxyMs;
  else limitConnectionsOfOneAddress(server, limits.maxOfOneAddress ?? maxOfOneAddress);
  return server;
}

/** `connection` comes before TLS is spoken. */
function limitConnectionsOfOneAddress(server: HttpServer, max: number): void {
  const takeShare = shares(max);
  server.on('connection', (socket: Socket) => {
    const end = takeShare(lineOf(socket.remoteAddress));
    if (end) socket.once('close', end);
    else socket.destroy();
  });
}

/** Takes the port before the app exists, so that a taken port leaves nothing half-started behind. */
export async function listenHttp(config: Config): Promise<{ server: HttpServer; url: string }> {
  const server = createServer(config);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, config)));
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, url: baseUrlOf(config, port) };
}

function createSecureServer(files: { certFile: string; keyFile: string }, limits: Limits) {
  const pair = readCertificate(files);
  try {
    return createHttpsServer({ ...limits, ...pair });
  } catch (error) {
    throw new ListenError(
      `TLS_CERT and TLS_KEY must be PEM files of a certificate and of its own key (${(error as Error).message})`,
    );
  }
}

function readCertificate({ certFile, keyFile }: { certFile: string; keyFile: string }) {
  try {
    return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  } catch (error) {
    throw new ListenError(`TLS_CERT or TLS_KEY cannot be read: ${(error as Error).message}`);
  }
}

function explain(error: NodeJS.ErrnoException, config: Config): Error {
  if (error.code === 'EADDRINUSE') {
    return new ListenError(
      `Port ${config.port} is taken by another program. Stop it or choose another: PORT=3001 npm start`,
    );
  }
  if (error.code === 'EACCES') {
    return new ListenError(
      `No right to listen on port ${config.port}. Choose one above 1023, for example PORT=3000.`,
    );
  }
  if (['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EINVAL'].includes(error.code ?? '')) {
    return new ListenError(
      `HOST: ${config.host} is no address of this machine. Use 127.0.0.1 for itself alone, 0.0.0.0 for all its addresses.`,
    );
  }
  return error;
}
