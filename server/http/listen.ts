/** Listens on PORT, with TLS of our own when TLS_CERT and TLS_KEY are set, and says clearly why when it cannot. */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.ts';

export class ListenError extends Error {}

/** Takes the port before the app exists, so that a taken port leaves nothing half-started behind. */
export async function listen(config: Config): Promise<{ server: Server; url: string }> {
  const server = config.tls ? createHttpsServer(readCertificate(config.tls)) : createHttpServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, config)));
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  return {
    server,
    url:
      config.baseUrl ??
      `${config.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
  };
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
  return error;
}
