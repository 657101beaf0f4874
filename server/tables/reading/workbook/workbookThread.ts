/**
 * The thread that unpacks a workbook: it first sends the beginning of each worksheet that is not hidden, and then the rows of the one that
 * was chosen, a batch each time it is asked for more.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { rowsBeforeHeader } from '../chooseDelimiter.ts';
import type { RawRow } from '../rawRow.ts';
import { UnreadableFile } from '../unreadable.ts';
import { readXmlPart } from './readXml.ts';
import type { Reply, Request, WorksheetStart } from './threadMessages.ts';
import { type WorkbookPlan, workbookPlan } from './workbookPlan.ts';
import { worksheetEvents } from './worksheetRows.ts';
import { type ZipParts, zipParts } from './zipParts.ts';

const batchSize = 1000;
const port = parentPort!;
const send = (reply: Reply) => port.postMessage(reply);

/** Requests come one at a time; each is answered before the next. */
const requests: Request[] = [];
let wake = () => {};
port.on('message', (request: Request) => {
  requests.push(request);
  wake();
});
const nextRequest = async (): Promise<Request> => {
  while (requests.length === 0)
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  return requests.shift()!;
};

async function startOf(parts: ZipParts, plan: WorkbookPlan, path: string): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  const events = worksheetEvents(plan, (row) => rows.push(row));
  await readXmlPart(parts, path, events, () => rows.length >= rowsBeforeHeader);
  return rows.slice(0, rowsBeforeHeader);
}

async function sendRows(parts: ZipParts, plan: WorkbookPlan, path: string): Promise<void> {
  let rows: RawRow[] = [];
  const events = worksheetEvents(plan, (row) => rows.push(row));
  await readXmlPart(parts, path, events, async () => {
    while (rows.length >= batchSize) {
      send({ rows: rows.slice(0, batchSize), isEnd: false });
      rows = rows.slice(batchSize);
      await nextRequest();
    }
    return false;
  });
  send({ rows, isEnd: true });
}

try {
  const parts = zipParts(Buffer.from(workerData as Uint8Array));
  const plan = await workbookPlan(parts);
  const worksheets: WorksheetStart[] = [];
  for (const { name, path, isHidden } of plan.worksheets) {
    worksheets.push({ name, isHidden, rows: isHidden ? [] : await startOf(parts, plan, path) });
  }
  send({ worksheets });
  const { worksheet } = await nextRequest();
  await sendRows(parts, plan, plan.worksheets[worksheet]!.path);
} catch (error) {
  send({ reason: error instanceof UnreadableFile ? error.reason : 'damagedWorkbook' });
}
port.close();
