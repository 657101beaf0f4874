/** Addresses of built files: the build puts a content hash into each name, so that browsers may keep them for ever. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../projectRoot.ts';

const manifestFile = join(projectRoot, 'public/build/manifest.json');
/** The build's own list. A process serves one build, so all its apps share the cached list; a new build replaces it. */
let manifest: Record<string, string> = {};
let manifestModifiedAt = 0;

/** `asset('answer.css')` → `/assets/answer-3f2a91bc.css`. @throws Error when the build has no such file. */
export function asset(name: string): string {
  refresh();
  const file = manifest[name];
  if (!file) throw new Error(`no built file ${name} in public/build: run \`npm run build\``);
  return `/assets/${file}`;
}

function refresh() {
  if (!existsSync(manifestFile)) throw new Error('public/build is missing: run `npm run build`');
  const modifiedAt = statSync(manifestFile).mtimeMs;
  if (modifiedAt === manifestModifiedAt) return;
  manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  manifestModifiedAt = modifiedAt;
}
