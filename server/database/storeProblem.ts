/**
 * What keeps the product from its database, in one sentence that says what to do. No sentence repeats what a server wrote, because
 * servers repeat the command that they refuse, and with it what people typed.
 */
import mongoose, { mongo } from 'mongoose';
import { isOutOfSpace } from './isOutOfSpace.ts';
import { StoreRefused } from './serverOptions.ts';

interface Coded extends Error {
  errorResponse?: unknown;
  /** The driver takes IllegalOperation for an old storage engine, and keeps what the server said here. */
  originalError?: unknown;
  code?: unknown;
  codeName?: unknown;
  syscall?: string;
  hostname?: string;
  address?: string;
  port?: number;
}

type Sentence = string | ((error: Coded) => string);

const notWritable =
  'The database takes no writes now (no primary, or it is read-only): wait for the election to end, and if it does not, look at rs.status() on the server; an address of one host must name the primary.';
const notAllowed = (error: Coded) =>
  `The database user may not do what the product needs${commandOf(error)}: give the user of MONGODB_URI the role readWrite on this database, which also covers creating collections and indexes.`;
const wrongPassword: string =
  'The database refuses the user name or the password of MONGODB_URI: correct them, write letters such as @ : / as %40 %3A %2F, and name the database where the user is kept with authSource=….';
const tooFew =
  'Too few members of the replica set confirm writes in time: look at rs.status() and start the members that are missing. What was sent may be stored all the same, and may be sent again.';
const full =
  'The disk of the database is full or failing, or its quota is used up, and nothing was written: make room on it, or have the quota raised. Everything acknowledged before is kept.';
const writesBlocked =
  'The database was told to take no writes (setUserWriteBlockMode): let whoever runs it allow them again. Everything acknowledged before is kept.';
const stopping = 'The database is stopping or starting: wait a few seconds, or start it again.';
const slow =
  'The database did not answer in time: look at its load, and at the line between it and this host.';

const byCode: Record<number, Sentence> = {
  13: notAllowed,
  18: wrongPassword,
  50: slow,
  64: tooFew,
  91: stopping,
  100: tooFew,
  189: notWritable,
  262: slow,
  // Of hosted servers, for whatever they refuse.
  8000: (error) =>
    /authentication|bad auth/i.test(`${error.codeName} ${error.message}`) ? wrongPassword : notAllowed(error),
  10058: notWritable,
  10107: notWritable,
  11600: stopping,
  11602: notWritable,
  13435: notWritable,
  13436: notWritable,
  // IllegalOperation: of a server that was started to be read only.
  20: (error) => (/read.?only/i.test(error.message) ? notWritable : ''),
  371: writesBlocked,
  14031: full,
};

/** The sentence about an error of the driver or of the start; undefined for what has nothing to do with reaching the database. */
export function storeProblem(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof StoreRefused) return error.message;
  if (error instanceof mongo.MongoServerSelectionError) return selectionProblem(error.reason);
  if (error instanceof mongoose.Error.MongooseServerSelectionError)
    return selectionProblem((error as { reason?: mongo.TopologyDescription }).reason);
  const coded = error as Coded;
  if (isOutOfSpace(error) && error instanceof mongo.MongoError) return full;
  const sentence = typeof coded.code === 'number' ? byCode[coded.code] : undefined;
  const said = typeof sentence === 'function' ? sentence(coded) : sentence;
  if (said && error instanceof mongo.MongoError) return said;
  return (
    lineProblem(coded) ??
    [coded.cause, coded.errorResponse, coded.originalError]
      .filter((inner) => inner !== error)
      .map(storeProblem)
      .find(Boolean) ??
    (error instanceof mongo.MongoNetworkError ? lineCut : undefined)
  );
}

/** Of any disk: the commands write into folders of the caller, too. */
export const noRoom =
  'No room is left on the disk (of DATA_DIR, KEY_DIR, the database, the folder for temporary files, or the file to be written): make room and run the command again. Nothing half-written was kept.';

export const lineCut =
  'The line to the database was cut: it is tried again by itself; if it stays so, look at the network between this host and the database.';

/** Why none of the servers can be used: the first of them that says more than that it is silent. */
function selectionProblem(topology: mongo.TopologyDescription | undefined): string {
  const servers = [...(topology?.servers?.values() ?? [])];
  const errors = servers.flatMap(({ error }) => (error ? [error as Coded] : []));
  const told = errors
    .map((error) => lineProblem(error) ?? storeProblem(error))
    .find((one) => one && one !== lineCut);
  if (told) return told;
  if (errors.length === 0 && String(topology?.type).startsWith('ReplicaSet'))
    return servers.length === 0
      ? 'No host of MONGODB_URI is a member of the replica set that it names: correct replicaSet=…, or the hosts.'
      : notWritable;
  return 'The database does not answer: start it, or correct host and port in MONGODB_URI; a firewall between this host and the database must let the port through.';
}

/** Names, ports, certificates: what goes wrong before a server says its first word. */
function lineProblem(error: Coded): string | undefined {
  const inner = (error.cause instanceof Error ? error.cause : error) as Coded;
  const text = `${error.message} ${inner.message}`;
  if (error.name === 'MongoCompatibilityError' || /maximum wire version/.test(text)) return tooOld;
  const code = String(inner.code ?? '');
  if (/^(ENOTFOUND|EAI_AGAIN|ENODATA|ESERVFAIL)$/.test(code) || /ENOTFOUND|EAI_AGAIN/.test(text)) {
    const host = inner.hostname ?? /(?:ENOTFOUND|EAI_AGAIN) ([\w.-]+)/.exec(text)?.[1] ?? '';
    return `The name ${host} of MONGODB_URI is not known to the name server: correct it, or have it entered there.`;
  }
  if (/certificate|self.signed|CERT_|altname|SSL|TLS/i.test(`${code} ${text}`))
    return `The secure line to the database cannot be made (${code || 'TLS'}): set tls=true only for a server that speaks TLS, name its authority with tlsCAFile=…, and use the host name that its certificate names.`;
  if (
    /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EACCES|ENOENT)$/.test(code) ||
    /ECONNREFUSED|ENOENT/.test(text)
  )
    return `Nothing answers at ${placeOf(inner, text)}: start the database, or correct host and port in MONGODB_URI.`;
  if (code === 'ETIMEDOUT' || /timed out/.test(text)) return slow;
  return undefined;
}

const placeOf = ({ address, port }: Coded, text: string): string =>
  address
    ? [address, port].filter(Boolean).join(':')
    : (/(?:ECONNREFUSED|ENOENT) (\S+)/.exec(text)?.[1] ?? 'that address');

/** The first version with clustered collections, and with snapshots for backups. */
export const oldestVersion = { name: '6.0', wire: 17 } as const;
export const tooOld = `The database server is too old: the product needs MongoDB ${oldestVersion.name} or newer. Upgrade the server, or point MONGODB_URI to a newer one.`;

/** Which command was refused; what stood in it is left out. */
function commandOf({ message }: Coded): string {
  const name = /execute command \{ (\w+)/.exec(message)?.[1];
  return name ? ` (${name})` : '';
}
