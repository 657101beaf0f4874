/** Which test files a run takes, and in which order, so that processes that share them end at about the same time. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Pages in a browser, processes that are killed, lines that are cut, servers under load: `npm run test:fast` leaves them out. */
const slow = [
  /^test\/browser\//,
  /^test\/database\/embedded\/kill\.test\.ts$/,
  /^test\/database\/cutLine\.test\.ts$/,
  /^test\/participation\/delivery\/killedSender\.test\.ts$/,
  /^test\/process\/workers\.test\.ts$/,
];

/** The other files that take more than some seconds of processor time: whole provinces, all pages of all roles, every export. */
export const longFiles = JSON.parse(readFileSync(join(root, 'test/longFiles.json'), 'utf8'));

const isSlow = (file) => slow.some((pattern) => pattern.test(file));
const isLong = (file) => longFiles.includes(file);

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
  const files = allTestFiles().filter((file) => which === 'all' || !(isSlow(file) || isLong(file)));
  const cores = Math.min(Math.max(availableParallelism(), 2), 8);
  return ['--parallel', '--jobs', String(which === 'all' ? cores + 1 : cores), ...inOrder(files)];
}
