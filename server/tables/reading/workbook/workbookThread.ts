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
/** In letters and cells: a row may name the longest text that there is in each of its cells. */
const maxBatchWeight = 2_000_000;
const maxWeight = 200_000_000;
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

async function startOf(parts: ZipParts, plan: WorkbookPlan, path: string) {
  const rows: RawRow[] = [];
  const hiddenColumns: number[] = [];
  const events = worksheetEvents(
    plan,
    (row) => rows.push(row),
    (column) => hiddenColumns.push(column),
  );
  await readXmlPart(parts, path, events, () => rows.length >= rowsBeforeHeader);
  return { rows: rows.slice(0, rowsBeforeHeader), hiddenColumns };
}

const weightOf = ({ cells }: RawRow) => cells.reduce((sum, cell) => sum + cell.length + 1, 0);

/** @throws UnreadableFile where its cells hold more together than any table does */
async function sendRows(parts: ZipParts, plan: WorkbookPlan, path: string): Promise<void> {
  let waiting: RawRow[] = [];
  let batch: RawRow[] = [];
  let weight = 0;
  let sent = 0;
  const events = worksheetEvents(plan, (row) => waiting.push(row));
  const flush = async () => {
    send({ rows: batch, isEnd: false });
    [batch, sent, weight] = [[], sent + weight, 0];
    if (sent > maxWeight) throw new UnreadableFile('tooLarge');
    await nextRequest();
  };
  const gather = async () => {
    const rows = waiting;
    waiting = [];
    for (const row of rows) {
      batch.push(row);
      weight += weightOf(row);
      if (batch.length >= batchSize || weight >= maxBatchWeight) await flush();
    }
    return false;
  };
  await readXmlPart(parts, path, events, gather);
  await gather();
  send({ rows: batch, isEnd: true });
}

try {
  const parts = zipParts(Buffer.from(workerData as Uint8Array));
  const plan = await workbookPlan(parts);
  const worksheets: WorksheetStart[] = [];
  for (const { name, path, isHidden } of plan.worksheets) {
    const start = isHidden ? { rows: [], hiddenColumns: [] } : await startOf(parts, plan, path);
    worksheets.push({ name, isHidden, ...start });
  }
  send({ worksheets });
  const { worksheet } = await nextRequest();
  await sendRows(parts, plan, plan.worksheets[worksheet]!.path);
} catch (error) {
  send({ reason: error instanceof UnreadableFile ? error.reason : 'damagedWorkbook' });
}
port.close();
