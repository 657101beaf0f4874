/**
 * What the product insists on when it talks to a server, because "your answers have arrived" rests on it. The address may ask for more
 * or for other times; what would let a promise be broken is refused with a sentence.
 */
import mongoose, { type mongo } from 'mongoose';

/** An address of MONGODB_URI, or a server behind it, that the product does not use; the message says what to do. */
export class StoreRefused extends Error {
  override name = 'StoreRefused';
}

/** README.md beside this file gives the reason of each. */
const insisted = {
  w: 'majority',
  journal: true,
  wtimeoutMS: 10_000,
  readConcernLevel: 'majority',
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
  serverSelectionTimeoutMS: 5000,
  connectTimeoutMS: 10_000,
  socketTimeoutMS: 60_000,
  appName: 'farhangsanj',
} as const satisfies mongo.MongoClientOptions & { wtimeoutMS: number };

/** Names that the connection string has for one of the above. */
const otherNames: Record<string, string> = { journal: 'j', wtimeoutMS: 'wtimeout' };

/**
 * The options that stand beside an address: ours, but for those that it names itself.
 * @throws StoreRefused for an address that cannot be read, or that asks for less than the product needs
 */
export function serverOptions(uri: string): mongo.MongoClientOptions {
  const named = namesIn(uri);
  const options = Object.fromEntries(
    Object.entries(insisted).filter(
      ([name]) => !named.has(name.toLowerCase()) && !named.has((otherNames[name] ?? name).toLowerCase()),
    ),
  );
  const made = effective(uri, options);
  requireStrong(made);
  requireDeadlines(made);
  return options;
}

/** In lower case, as they are the same in any. */
const namesIn = (uri: string): Set<string> =>
  new Set([...new URLSearchParams(uri.split('?')[1] ?? '').keys()].map((name) => name.toLowerCase()));

/** What the driver makes of them; it asks nobody for that. */
function effective(uri: string, options: object): mongo.MongoOptions {
  try {
    return new mongoose.mongo.MongoClient(uri, options).options;
  } catch (error) {
    throw new StoreRefused(
      `MONGODB_URI cannot be read (${(error as Error).message}). Write it as mongodb://user:password@host1,host2/database?options, with letters such as @ : / of a password as %40 %3A %2F.`,
    );
  }
}

function requireStrong({ writeConcern, readPreference, readConcern }: mongo.MongoOptions): void {
  const { w, journal, j } = (writeConcern ?? {}) as { w?: number | string; journal?: boolean; j?: boolean };
  if (w === 0 || w === 1)
    throw new StoreRefused(
      `MONGODB_URI asks for w=${w}: an answer that was acknowledged could be lost when another server takes over. Take it out; the product writes with w=majority.`,
    );
  if (journal === false || j === false)
    throw new StoreRefused(
      'MONGODB_URI asks for journal=false: an answer that was acknowledged could be lost when a server breaks down. Take it out.',
    );
  if (readPreference.mode !== 'primary')
    throw new StoreRefused(
      `MONGODB_URI asks for readPreference=${readPreference.mode}: a right that was just used could look unused. Take it out; the product reads from the primary.`,
    );
  if (!['majority', 'linearizable', 'local'].includes(readConcern?.level ?? ''))
    throw new StoreRefused(
      `MONGODB_URI asks for readConcernLevel=${readConcern?.level}: the product reads what a majority has. Take it out.`,
    );
}

/** Zero means without end to the driver, which only the embedded store may ask for: a socket on this machine loses no reply. */
function requireDeadlines(options: mongo.MongoOptions): void {
  if (options.hosts.every(({ socketPath }) => socketPath)) return;
  const { wtimeoutMS, wtimeout } = (options.writeConcern ?? {}) as { wtimeoutMS?: number; wtimeout?: number };
  const deadlines = {
    wtimeoutMS: wtimeoutMS ?? wtimeout,
    socketTimeoutMS: options.socketTimeoutMS,
    connectTimeoutMS: options.connectTimeoutMS,
    serverSelectionTimeoutMS: options.serverSelectionTimeoutMS,
  };
  for (const [name, value] of Object.entries(deadlines))
    if (value === 0)
      throw new StoreRefused(
        `MONGODB_URI asks for ${name}=0: somebody who sends answers could wait without end. Take it out, or name a time in milliseconds.`,
      );
}
