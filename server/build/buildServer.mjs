/**
 * The server as a few files instead of three thousand: its programs and threads, and what they share, with the packages they use.
 * Finding and reading that many small files was two thirds of a start. Every file lies in dist/server itself, so that a thread's
 * file is found beside whatever file starts it; therefore no two entries may have one name.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = join(root, 'dist/server');
const listFile = join(root, 'dist/.server.json');

/** A thread is started by its `.mjs`: in the source that of its folder, which loads the TypeScript, here one that loads the bundle. */
const threads = {
  worker: 'database/embedded/worker.ts',
  countThread: 'campaigns/count/countThread.ts',
  signingThread: 'participation/signingThread.ts',
  workbookThread: 'tables/reading/workbook/workbookThread.ts',
  pdfWorker: 'pdf/pdfWorker.ts',
  foreignThread: 'imports/foreign/foreignThread.ts',
};

export const entries = {
  ...threads,
  index: 'process/index.ts',
  cli: 'cli/index.ts',
  // The store by itself, for the benchmarks.
  startEmbedded: 'database/embedded/startEmbedded.ts',
};

/** Packages with machine code, and those that others load only where somebody has installed them. */
export const apart = [
  'lmdb',
  'sodium-native',
  '@node-rs/argon2',
  '@myriaddreamin/*',
  'kerberos',
  'snappy',
  'aws4',
  'gcp-metadata',
  'mongodb-client-encryption',
  '@aws-sdk/*',
  '@mongodb-js/zstd',
];

/** The sessions' store brings a database driver of its own, but is given our connection: one driver is enough. */
const oneDriver = {
  name: 'one driver',
  setup(build) {
    const resolveDir = join(root, 'node_modules/mongoose');
    build.onResolve({ filter: /^mongodb$/ }, ({ kind, importer }) =>
      importer.includes('connect-mongo') ? build.resolve('mongodb', { resolveDir, kind }) : undefined,
    );
  },
};

export async function bundleServer() {
  const { default: esbuild } = await import('esbuild');
  mkdirSync(folder, { recursive: true });
  const { metafile } = await esbuild.build(bundleOf(entries, folder));
  const starters = writeThreadStarters(folder);
  keepFilesBefore([...Object.keys(metafile.outputs).map((file) => basename(file)), ...starters]);
}

/** Writes into the folder of a bundle what starts its threads; gives the names of the files. */
export function writeThreadStarters(outdir) {
  return Object.keys(threads).map((name) => {
    writeFileSync(join(outdir, `${name}.mjs`), `import './${name}.js';\n`);
    return `${name}.mjs`;
  });
}

/** What esbuild is told, for entries by the name of their file in `outdir`. */
export function bundleOf(entries, outdir) {
  return {
    entryPoints: Object.entries(entries).map(([out, file]) => ({ in: join(root, 'server', file), out })),
    outdir,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: apart,
    // Its other form asks for its own files in a way that cannot be bundled.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    plugins: [oneDriver],
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
    // Packages in the older module format ask for parts of Node this way.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module';const require = requireFor(import.meta.url);",
    },
  };
}

/** A server that runs on while a new build is put in place may still ask for a part of its own build; older ones go. */
function keepFilesBefore(made) {
  const before = filesBefore();
  for (const name of readdirSync(folder)) {
    if (!made.includes(name) && !before.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
  writeFileSync(listFile, JSON.stringify(made));
}

function filesBefore() {
  try {
    return JSON.parse(readFileSync(listFile, 'utf8'));
  } catch {
    return [];
  }
}
