/** Which test files a run takes, and in which order, so that processes that share them end at about the same time. */
import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What `npm run test:fast` leaves out: pages in a browser, processes that are killed, servers under load. */
const slow = [
  /^test\/browser\//,
  /^test\/database\/embedded\/kill\.test\.ts$/,
  /^test\/participation\/delivery\/killedSender\.test\.ts$/,
  /^test\/process\/workers\.test\.ts$/,
];

const isSlow = (file) => slow.some((pattern) => pattern.test(file));

function allTestFiles() {
  return readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'));
}

/** Long files first, so that none of them is left for the end: the slow ones, and of either kind the longest texts. */
function inOrder(files) {
  const size = new Map(files.map((file) => [file, statSync(join(root, file)).size]));
  return files.sort((a, b) => Number(isSlow(b)) - Number(isSlow(a)) || size.get(b) - size.get(a));
}

/** What mocha is called with: `all` or only the `fast` tests, one process for each core. */
export function mochaArguments(which) {
  const files = allTestFiles().filter((file) => which === 'all' || !isSlow(file));
  const jobs = Math.min(Math.max(availableParallelism(), 2), 8);
  return ['--parallel', '--jobs', String(jobs), ...inOrder(files)];
}
