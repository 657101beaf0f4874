/** Reads the first worksheet of an xlsx workbook that has any rows, as text, in a worker thread that ends afterwards. */
import { Worker } from 'node:worker_threads';

/** A small file that unpacks to gigabytes kills its thread, not the process. */
const resourceLimits = { maxOldGenerationSizeMb: 1024 };

export function readWorkbook(bytes: Buffer): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./workbookWorker.mjs', import.meta.url), {
      workerData: bytes,
      resourceLimits,
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The workbook could not be read')));
  });
}
