/** Hands messages to a syslog server: by TCP with the length before each (RFC 6587), or by UDP, one in a datagram (RFC 5426). */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIPv6 } from 'node:net';
import type { Config } from '../../config.ts';

type SyslogConfig = NonNullable<Config['syslog']>;

const timeoutMs = 10_000;
/** More does not fit into a datagram. */
const maxDatagramBytes = 60_000;

/** Resolves when the server's side has taken all of them; UDP cannot tell. @throws when it cannot be reached */
export function sendSyslog(config: SyslogConfig, messages: readonly string[]): Promise<void> {
  return config.protocol === 'tcp' ? sendByTcp(config, messages) : sendByUdp(config, messages);
}

/** Closed by us and then by the server, so that a line that was cut meanwhile is an error. */
function sendByTcp({ host, port }: SyslogConfig, messages: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('the syslog server does not answer')));
    socket.once('error', reject);
    socket.once('close', (hadError) => {
      if (!hadError) resolve();
    });
    socket.resume();
    socket.once('connect', () => {
      for (const message of messages) socket.write(`${Buffer.byteLength(message)} ${message}`);
      socket.end();
    });
  });
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
