/** Hands messages to a syslog server: by TLS (RFC 5425) or TCP with the length before each, or by UDP, one in a datagram (RFC 5426). */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIP, isIPv6 } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Config } from '../../config.ts';

type SyslogConfig = NonNullable<Config['syslog']>;

const timeoutMs = 10_000;
/** More does not fit into a datagram. */
const maxDatagramBytes = 60_000;

/** Resolves when the server's side has taken all of them; UDP cannot tell. @throws when it cannot be reached */
export function sendSyslog(config: SyslogConfig, messages: readonly string[]): Promise<void> {
  return config.protocol === 'udp' ? sendByUdp(config, messages) : sendByStream(config, messages);
}

/** Closed by us and then by the server, so that a line that was cut meanwhile is an error. */
function sendByStream(config: SyslogConfig, messages: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const { socket, ready } = openStream(config);
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('the syslog server does not answer')));
    socket.once('error', reject);
    socket.once('close', (hadError) => {
      if (!hadError) resolve();
    });
    socket.resume();
    socket.once(ready, () => {
      for (const message of messages) socket.write(`${Buffer.byteLength(message)} ${message}`);
      socket.end();
    });
  });
}

/** A certificate that no known authority has signed for the host ends the line before anything is said. */
function openStream({ protocol, host, port, ca }: SyslogConfig) {
  if (protocol === 'tcp') return { socket: connect({ host, port }), ready: 'connect' };
  const servername = isIP(host) ? '' : host;
  return { socket: connectTls({ host, port, servername, ca }), ready: 'secureConnect' };
}

async function sendByUdp({ host, port }: SyslogConfig, messages: readonly string[]): Promise<void> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  try {
    // A datagram that nobody takes comes back as an error of the socket.
    socket.connect(port, host);
    await once(socket, 'connect');
    for (const message of messages)
      await new Promise<void>((resolve, reject) => {
        const bytes = Buffer.from(message).subarray(0, maxDatagramBytes);
        socket.send(bytes, (error) => (error ? reject(error) : resolve()));
      });
  } finally {
    socket.close();
  }
}
