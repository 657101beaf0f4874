/** The build: the server to dist/ (buildServer.mjs) and what browsers get to public/build/ (buildPages.mjs), when a source is newer. */
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages } from './buildPages.mjs';
import { bundleServer } from './buildServer.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Holds the names of the sources; its time is the one at which the build began to read them. */
const stamp = join(root, 'dist/.built');
const sourceFolders = ['server', 'public/src', 'public/styles'];

/** What a build is made of; documents are not. */
export const isSource = (file) => /\.(ts|mjs|css|json)$/.test(file);

/** Runs the build when a source is newer than the last one, or was added, removed or renamed. */
export async function buildIfStale(say) {
  if (!isStale()) return;
  say('Building …');
  await build();
}

export function isStale() {
  if (!existsSync(stamp) || !existsSync(join(root, 'public/build/manifest.json'))) return true;
  const sources = listSources();
  if (readFileSync(stamp, 'utf8') !== sources.join('\n')) return true;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.some((path) => statSync(join(root, path)).mtimeMs > builtAt);
}

function listSources() {
  const below = sourceFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && isSource(entry.name))
      .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name))),
  );
  // package.json holds the version that the programs tell, and the browsers that the pages are built for.
  return [...below, 'package-lock.json', 'package.json'].sort();
}

export async function build() {
  const startedAt = new Date();
  const sources = listSources();
  await bundleServer();
  await buildPages();
  writeFileSync(stamp, sources.join('\n'));
  utimesSync(stamp, startedAt, startedAt);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
