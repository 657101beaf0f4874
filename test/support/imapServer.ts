/** A real IMAP server on a free port of this machine, with one mailbox. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';

interface Message {
  raw: string;
  flags: string[];
}
interface Hoodiecrow {
  server: Server;
  listen(port: number, host: string): void;
  close(done: () => void): void;
  getMailbox(path: string): { messages: Message[] };
  appendMessage(path: string, flags: string[], date: Date | false, raw: string): void;
}
const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;

export interface ImapServer {
  url: string;
  deliver(raw: string): void;
  /** What lies in the mailbox. */
  messages(): Message[];
  stop(): Promise<void>;
}

export async function imapServer(): Promise<ImapServer> {
  const server = hoodiecrow({ plugins: ['UIDPLUS', 'ENABLE', 'ID'], storage: { INBOX: { messages: [] } } });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `imap://testuser:testpass@127.0.0.1:${port}/INBOX`,
    deliver: (raw) => server.appendMessage('INBOX', [], false, raw),
    messages: () => server.getMailbox('INBOX').messages,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
