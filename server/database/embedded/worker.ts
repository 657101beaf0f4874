// The worker thread of the embedded store: opens the files, listens, and answers the few requests of the thread
// that started it. Everything else reaches it through the socket.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Engine } from './engine.ts';
import { checkSmallCollections } from './maintenance/checkSmallCollections.ts';
import { expireDocuments } from './maintenance/expireDocuments.ts';
import { verifyStore } from './maintenance/verifyStore.ts';
import { ExitGate } from './storage/exitGate.ts';
import { openLmdbStorage } from './storage/lmdbStorage.ts';
import { listenOnSocket } from './wire/listenOnSocket.ts';

export interface WorkerData {
  folder: string;
  socketPath: string;
  exitGate: SharedArrayBuffer;
}
/** What the worker's thread is asked. */
export type Question = 'verify' | 'expireDocuments' | 'close';
export type Reply = { result: unknown } | { error: unknown };
/** What the worker says first; then, where the data is damaged, nothing more. */
export type FirstWord = 'listening' | { damaged: string };

const { folder, socketPath, exitGate } = workerData as WorkerData;
const starter = parentPort!;
const housekeepingMs = 60_000;

const storage = openLmdbStorage(folder, new ExitGate(exitGate));
const say = (word: FirstWord) => starter.postMessage(word);
const engine = await openEngine();
// What an earlier end left of dropped collections.
await engine.removeGarbage();
const stopListening = await listenOnSocket(engine, socketPath);

const housekeeping = setInterval(() => {
  engine.cursors.closeIdle(Date.now());
  // What cannot be removed now (a full disk) is removed in a later minute.
  expireDocuments(engine, new Date()).catch(() => {});
}, housekeepingMs);

const answers: Record<Question, (argument: never) => Promise<unknown>> = {
  async close() {
    clearInterval(housekeeping);
    await engine.stopErasing();
    await stopListening();
    await engine.writes.settled();
    await storage.close();
  },
  expireDocuments: (now: Date) => expireDocuments(engine, now),
  verify: () => verifyStore(engine),
};

starter.on(
  'message',
  async ({ question, argument, port }: { question: Question; argument: never; port: MessagePort }) => {
    const reply: Reply = await answers[question](argument).then(
      (result) => ({ result }),
      (error) => ({ error }),
    );
    port.postMessage(reply);
    port.close();
    if (question === 'close') starter.close();
  },
);
say('listening');

/** Damaged data is told, and then the thread waits for its end without touching anything. */
async function openEngine(): Promise<Engine> {
  try {
    const opened = new Engine(storage);
    await checkSmallCollections(opened);
    return opened;
  } catch (error) {
    say({ damaged: error instanceof Error ? error.message : String(error) });
    await storage.close();
    return process.exit(0);
  }
}
