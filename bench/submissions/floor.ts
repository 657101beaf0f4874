/**
 * The floor: bare Express that takes the same three requests and bytes and writes one document to the same store, without
 * templates, cryptography, validation or a wave to look up. Arguments: folder of the store, file of the page as it is sent.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { mongo } from 'mongoose';
import { startEmbedded } from '../../server/database/embedded/startEmbedded.ts';

const [folder = '', pageFile = '', encoding = 'identity'] = process.argv.slice(2);
const store = await startEmbedded({ folder });
const client = await mongo.MongoClient.connect(store.uri);
const ballots = client.db().collection<{ _id: string; unit: string; sealed: Buffer }>('ballots');
const page = readFileSync(pageFile);
const signature = Buffer.alloc(256, 7).toString('base64');

const app = express();
app.use(express.json({ limit: '512kb' }));
app.get('/w/:wave', (_req, res) => {
  res.type('html').setHeader('Content-Encoding', encoding);
  res.send(page);
});
app.post('/w/:wave/signature', (_req, res) => {
  res.json({ signature });
});
app.post('/w/:wave/ballots', async (req, res) => {
  const { message, unit } = req.body.credential;
  const _id = createHash('sha256').update(message).digest('hex');
  await ballots.insertOne({ _id, unit, sealed: Buffer.alloc(4177, 1) });
  res.status(201).json({ stored: true });
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', async () => {
  server.closeAllConnections();
  await client.close();
  await store.close();
  process.exit(0);
});
