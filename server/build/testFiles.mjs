/** Which test files a run takes, and in which order, so that processes that share them end at about the same time. */
import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What `npm run test:fast` leaves out: pages in a browser, processes that are killed, lines that are cut, servers under load. */
const slow = [
  /^test\/browser\//,
  /^test\/database\/embedded\/kill\.test\.ts$/,
  /^test\/database\/cutLine\.test\.ts$/,
  /^test\/participation\/delivery\/killedSender\.test\.ts$/,
  /^test\/process\/workers\.test\.ts$/,
];

const isSlow = (file) => slow.some((pattern) => pattern.test(file));

function allTestFiles() {
  return readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'));
}

/** The longest texts first, so that none of them is left for the end. */
function longestFirst(files) {
  const size = new Map(files.map((file) => [file, statSync(join(root, file)).size]));
  return files.sort((a, b) => size.get(b) - size.get(a));
}

/**
 * The slow ones spread over the first half of the others: they wait more than they compute, so that two of them side
 * by side leave the cores idle, and at the end they would be waited for.
 */
function inOrder(files) {
  const slowOnes = longestFirst(files.filter(isSlow));
  const others = longestFirst(files.filter((file) => !isSlow(file)));
  const between = Math.floor(others.length / 2 / Math.max(slowOnes.length, 1));
  const mixed = slowOnes.flatMap((file) => [file, ...others.splice(0, between)]);
  return [...mixed, ...others];
}

/** What mocha is called with: `all` or only the `fast` tests, with one process more than there are cores where some wait. */
export function mochaArguments(which) {
  const files = allTestFiles().filter((file) => which === 'all' || !isSlow(file));
  const cores = Math.min(Math.max(availableParallelism(), 2), 8);
  return ['--parallel', '--jobs', String(which === 'all' ? cores + 1 : cores), ...inOrder(files)];
}
