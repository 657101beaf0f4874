/**
 * The thread that unpacks a workbook. Numbers stay as they are written, so that a mobile number keeps its digits; a date becomes an
 * ISO day, which cannot be mistaken for an address.
 */
import { parentPort, workerData } from 'node:worker_threads';
import readWorkbookFile from 'read-excel-file/node';

const worksheets = await readWorkbookFile(Buffer.from(workerData as Uint8Array), {
  parseNumber: plainNumber,
});
const filled = worksheets.find(({ data }) => data.some((row) => row.some((cell) => cell !== null)));
parentPort?.postMessage((filled?.data ?? []).map((row) => row.map(textOf)));

/** `9.141234567E9` is how spreadsheets may keep a mobile number. */
function plainNumber(text: string): string {
  return /e/i.test(text) && Number.isInteger(Number(text)) ? String(Number(text)) : text;
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
