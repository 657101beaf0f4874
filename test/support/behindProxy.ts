/**
 * The product's store with a proxy between, in this process: the embedded store, or the primary of the server that MONGODB_URI names. The
 * shared store of the process is closed first, and opened again by whichever test file asks next.
 */
import { rmSync } from 'node:fs';
import { connect as connectPlainly, isIP } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { mongo } from 'mongoose';
import { connect, type Store } from '../../server/database/connect.ts';
import { startEmbedded } from '../../server/database/embedded/startEmbedded.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { closeStore, ownDatabase } from './testStore.ts';
import { type WireProxy, wireProxy } from './wireProxy.ts';

export interface BehindProxy {
  proxy: WireProxy;
  /** The same database, past the proxy. */
  db: mongo.Db;
  /** The address that leads through the proxy, with further options. */
  uri(options?: string): string;
  /** Has the product open the store through the proxy. */
  open(options?: string, extra?: mongo.MongoClientOptions): Promise<Store>;
  close(): Promise<void>;
}

export async function behindProxy(): Promise<BehindProxy> {
  await closeStore();
  const given = ownDatabase(process.env.MONGODB_URI);
  const folder = temporaryFolder('proxied');
  const embedded = given ? undefined : await startEmbedded({ folder });
  const target = given ?? embedded?.uri ?? '';
  const client = await mongo.MongoClient.connect(target);
  // Of files that ran before on the same server.
  if (given) await emptyAll(client.db());
  const proxy = await wireProxy(target, given ? await lineToPrimary(client) : undefined);
  const opened: Store[] = [];
  const uri = (options = '') => addressThrough(target, proxy, options);
  return {
    proxy,
    db: client.db(),
    uri,
    async open(options = '', extra = {}) {
      const store = await connect({ mongodbUri: uri(options), dataDir: folder }, extra);
      opened.push(store);
      return store;
    },
    async close() {
      proxy.meddle = () => undefined;
      proxy.setDown(false);
      for (const store of opened) await store.close();
      await emptyAll(client.db());
      await client.close();
      await proxy.close();
      await embedded?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function emptyAll(db: mongo.Db): Promise<void> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    await db.collection(name).deleteMany({});
}

/** How the driver itself reaches the server that takes writes, which need not be the first that the address names. */
async function lineToPrimary(client: mongo.MongoClient) {
  const { me, primary } = await client.db().command({ hello: 1 });
  const [first] = client.options.hosts;
  const [host = 'localhost', port = '27017'] = String(primary ?? me ?? first).split(':');
  const { tls, ca, cert, key, passphrase, rejectUnauthorized, checkServerIdentity } = client.options;
  const place = { host, port: Number(port) };
  if (!tls) return () => connectPlainly(place);
  const trust = { ca, cert, key, passphrase, rejectUnauthorized, checkServerIdentity };
  const given = Object.entries(trust).filter(([, value]) => value !== undefined);
  const servername = isIP(host) ? {} : { servername: host };
  return () => connectSecurely({ ...place, ...servername, ...Object.fromEntries(given) } as never);
}

/** User, database and most options stay; what finds or guards the server is the proxy's affair. */
function addressThrough(target: string, proxy: WireProxy, options: string): string {
  const [, user = '', database = '', query = ''] =
    /^mongodb(?:\+srv)?:\/\/(?:([^@/]*)@)?[^/?]*\/?([^?]*)\??(.*)$/.exec(target) ?? [];
  const kept = query
    .split('&')
    .filter(
      (each) =>
        each &&
        !/^(directConnection|replicaSet|tls|ssl|compressors|loadBalanced|socketTimeoutMS=0$)/i.test(each),
    );
  const more = options.split('&').filter(Boolean);
  const names = new Set(more.map((each) => each.split('=')[0]));
  const left = kept.filter((each) => !names.has(each.split('=')[0]));
  if (!names.has('replicaSet')) left.push('directConnection=true');
  const host = new URL(proxy.uri).host;
  return `mongodb://${user && `${user}@`}${host}/${database || 'test'}?${[...left, ...more].join('&')}`;
}
