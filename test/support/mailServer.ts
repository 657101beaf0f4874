/** A real SMTP server on a free port of this machine, with the moods that mail servers have. Keeps what it took. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

type Refusal = { code: number; text: string } | null;

export interface MailServer {
  url: string;
  /** Mails in the order of their coming. */
  taken: ParsedMail[];
  /** The return addresses of the envelopes, in the same order. */
  returnTo: string[];
  /** Asked for every recipient. */
  onRecipient: (address: string) => Refusal;
  /** Called with a whole message before it is answered: may wait, refuse, or drop the line. */
  onMessage: (drop: () => void) => Promise<Refusal>;
  stop(): Promise<void>;
}

export async function mailServer(): Promise<MailServer> {
  const failure = ({ code, text }: { code: number; text: string }) =>
    Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    hideSize: true,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      const refusal = box.onRecipient(address);
      done(refusal ? failure(refusal) : null);
    },
    async onData(stream: SMTPServerDataStream, { envelope }, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const drop = () => {
        for (const connection of connections()) connection._socket.destroy();
      };
      // Read before it is answered: once a line is dropped, the sender may be done before anything slow here is.
      const mail = await simpleParser(Buffer.concat(chunks));
      const refusal = await box.onMessage(drop);
      if (refusal) return done(failure(refusal));
      box.taken.push(mail);
      box.returnTo.push(envelope.mailFrom ? envelope.mailFrom.address : '');
      done();
    },
  });
  const connections = () =>
    (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections;
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const box: MailServer = {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    taken: [],
    returnTo: [],
    onRecipient: () => null,
    onMessage: async () => null,
    stop() {
      for (const connection of connections()) connection._socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
  return box;
}
