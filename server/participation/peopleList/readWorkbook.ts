/** The first sheet of an xlsx workbook with any rows, as text, read in a worker thread that is given the bytes and ends. */
import { Worker } from 'node:worker_threads';

const entry = import.meta.url.endsWith('.ts') ? './sourceWorkbookWorker.mjs' : './workbookWorker.js';

/** A small file that unpacks to gigabytes ends its thread, not the process. */
const resourceLimits = { maxOldGenerationSizeMb: 1024 };

export function readWorkbook(bytes: Buffer): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(entry, import.meta.url), { workerData: bytes, resourceLimits });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The workbook could not be read')));
  });
}
