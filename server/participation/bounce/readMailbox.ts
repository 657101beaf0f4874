/**
 * Reads unread mails of the mailbox of reports over IMAP, oldest first. A report is deleted as soon as it has been handled, because
 * it repeats an address; anything else is marked as read and left for people.
 */
import type { ImapFlow } from 'imapflow';

/** Resolves to whether the mail was a report about a message with a token. */
type HandleMail = (bytes: Buffer) => Promise<boolean>;

const maxBytes = 512 * 1024;
const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

/** Why the mailbox could not be read, without addresses or the server's text. */
export class MailboxProblem extends Error {}

/** @param url `imaps://user:password@host:993/INBOX`. @returns how many mails were read. @throws MailboxProblem */
export async function readMailbox(
  url: string,
  handle: HandleMail,
  isStopping = () => false,
): Promise<number> {
  const { client, folder } = await open(url);
  try {
    await client.connect();
    const lock = await client.getMailboxLock(folder);
    try {
      return await readUnread(client, handle, isStopping);
    } finally {
      lock.release();
    }
  } catch (error) {
    throw new MailboxProblem(problemOf(error as ImapError));
  } finally {
    await client.logout().catch(() => client.close());
  }
}

async function readUnread(client: ImapFlow, handle: HandleMail, isStopping: () => boolean): Promise<number> {
  const uids = (await client.search({ seen: false }, { uid: true })) || [];
  let read = 0;
  for (const uid of uids) {
    if (isStopping()) break;
    const message = await client.fetchOne(String(uid), { source: { maxLength: maxBytes } }, { uid: true });
    const source = message ? message.source : undefined;
    if (!source) continue;
    if (await handle(source)) await client.messageDelete(String(uid), { uid: true });
    else await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
    read += 1;
  }
  return read;
}

/** The library is loaded only when a mailbox is read: most servers have none. */
async function open(url: string): Promise<{ client: ImapFlow; folder: string }> {
  const { ImapFlow } = await import('imapflow');
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  const client = new ImapFlow({
    host: hostname.replace(/^\[|\]$/g, ''),
    // 0 where the address names none: the library then takes 993 or 143.
    port: Number(port),
    secure: protocol === 'imaps:',
    ...(searchParams.get('ignoreTLS') === 'true' && { doSTARTTLS: false }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    disableAutoIdle: true,
    ...timeouts,
  });
  // When the connection breaks later, the command that needs it fails.
  client.on('error', () => undefined);
  return { client, folder: decodeURIComponent(pathname.slice(1)) || 'INBOX' };
}

interface ImapError extends Error {
  code?: string;
  authenticationFailed?: boolean;
  mailboxMissing?: boolean;
  responseStatus?: string;
}

function problemOf({ code, authenticationFailed, mailboxMissing, responseStatus }: ImapError): string {
  if (authenticationFailed) return 'AUTHENTICATIONFAILED';
  if (mailboxMissing) return 'NONEXISTENT';
  return code ?? responseStatus ?? 'ECONNECTION';
}
