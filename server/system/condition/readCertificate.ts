/**
 * When the certificate ends that browsers are shown: from the file where the program speaks https itself, otherwise by asking the
 * address that people use, as a proxy shows it there. Asked again after ten minutes.
 */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:tls';
import { minuteMs } from '../../clock.ts';
import type { Config } from '../../config.ts';
import type { CertificateFacts } from './judgeCertificate.ts';

const timeoutMs = 5000;
const keepMs = 10 * minuteMs;
const known = new Map<string, { readAt: number; facts: Promise<CertificateFacts> }>();

/** null where people do not come over https. */
export async function readCertificate({
  tls,
  baseUrl,
}: Pick<Config, 'tls' | 'baseUrl'>): Promise<CertificateFacts | null> {
  if (tls) return fromFile(tls.certFile);
  if (!baseUrl?.startsWith('https:')) return null;
  const last = known.get(baseUrl);
  if (last && performance.now() - last.readAt < keepMs) return last.facts;
  const facts = fromAddress(new URL(baseUrl));
  known.set(baseUrl, { readAt: performance.now(), facts });
  return facts;
}

async function fromFile(file: string): Promise<CertificateFacts> {
  try {
    return { endsAt: new Date(new X509Certificate(await readFile(file)).validTo) };
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code ?? (error as Error).message };
  }
}

function fromAddress({ hostname, port }: URL): Promise<CertificateFacts> {
  return new Promise((resolve) => {
    // Whether it is trusted is the browsers' business: only its end is read, and nothing is sent.
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: hostname,
      rejectUnauthorized: false,
    });
    const done = (facts: CertificateFacts) => {
      socket.destroy();
      resolve(facts);
    };
    socket.setTimeout(timeoutMs, () => done({ problem: 'timeout' }));
    socket.once('error', (error: NodeJS.ErrnoException) => done({ problem: error.code ?? error.message }));
    socket.once('secureConnect', () => {
      const endsAt = new Date(socket.getPeerCertificate().valid_to);
      done(Number.isNaN(endsAt.getTime()) ? { problem: 'no certificate' } : { endsAt });
    });
  });
}
