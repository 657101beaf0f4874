/**
 * A server that does no work: it answers every request of the driver at once with the same bytes. What the driver reaches
 * against it is the most any store can reach through it on this machine. Runs in a worker thread, as the store does;
 * `workerData` is the path of its socket.
 */
import { createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { BSON } from 'bson';

const hello = {
  ...{ ismaster: true, isWritablePrimary: true, helloOk: true, readOnly: false, ok: 1 },
  ...{ maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000 },
  ...{ connectionId: 1, minWireVersion: 0, maxWireVersion: 21 },
};
const found = { _id: 5, office: 5, n: 5, text: 'پاسخ', answers: Buffer.alloc(60, 3) };
const bodies = {
  find: BSON.serialize({ cursor: { firstBatch: [found], id: 0n, ns: 'farhangsanj.large' }, ok: 1 }),
  insert: BSON.serialize({ n: 1, ok: 1 }),
  update: BSON.serialize({ n: 1, nModified: 1, ok: 1 }),
  other: BSON.serialize(hello),
};

function answer(request) {
  const legacy = request.readInt32LE(12) === 2004;
  const command = legacy ? 'other' : request.toString('latin1', 26, request.indexOf(0, 26));
  const body = bodies[command] ?? bodies.other;
  const message = Buffer.alloc((legacy ? 36 : 21) + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(request.readInt32LE(4), 8);
  message.writeInt32LE(legacy ? 1 : 2013, 12);
  if (legacy) message.writeInt32LE(1, 32);
  message.set(body, legacy ? 36 : 21);
  return message;
}

createServer((socket) => {
  let rest = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    while (rest.length >= 16 && rest.length >= rest.readInt32LE(0)) {
      socket.write(answer(rest));
      rest = rest.subarray(rest.readInt32LE(0));
    }
  });
}).listen(workerData, () => parentPort.postMessage('listening'));
