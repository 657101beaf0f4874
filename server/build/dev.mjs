/**
 * `npm run dev`: builds what a saved file changes, starts the server anew where that is needed, and has open pages load again. Templates
 * and locales are read with each request, so that they need no build; documents need nothing.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync, watch } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSource } from './build.mjs';
import { buildPages } from './buildPages.mjs';
import { bundleOf, entries, writeThreadStarters } from './buildServer.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const outdir = join(root, 'dist/dev');
const say = (line) => process.stdout.write(`${line}\n`);
/** Editors write a file in several steps, and a change of branch writes many files. */
const settleMs = 30;
/** For the server to finish what it is doing. */
const patienceMs = 500;

const work = [
  { name: 'server', changed: (file) => /^server\/(?!build\/).*\.ts$/.test(file) },
  { name: 'start', changed: (file) => /^(surveys|server)\/.*\.json$/.test(file) },
  { name: 'pages', changed: (file) => /^public\/(src|styles)\//.test(file) && isSource(file) },
  { name: 'reload', changed: (file) => /^(views|locales)\/.*\.(ejs|typ|json)$/.test(file) },
];

/** What saved files ask for, in the order in which it is done. */
export function workFor(files) {
  const due = work.filter(({ changed }) => files.some(changed)).map(({ name }) => name);
  return due.includes('server') ? due.filter((name) => name !== 'start') : due;
}

/** @param options `fresh`: the demo province of earlier starts is thrown away */
export async function runDev({ fresh }) {
  if (fresh) rmSync(join(root, 'data-dev'), { recursive: true, force: true });
  rmSync(outdir, { recursive: true, force: true });
  const { default: esbuild } = await import('esbuild');
  const { index: _start, cli: _commands, ...threads } = entries;
  const bundle = await esbuild.context({
    ...bundleOf({ dev: 'process/dev.ts', ...threads }, outdir),
    packages: 'external',
    alias: {},
    logLevel: 'warning',
  });
  const packages = packagesOf(await bundle.rebuild());
  writeThreadStarters(outdir);
  let server = standby(packages);
  server.start(['first']);
  await server.ready;
  if (server.hasEnded()) process.exit(1);
  let next = standby(packages);

  async function restart() {
    await server.stop();
    server = next;
    server.start([]);
    await server.ready;
    next = standby(packages);
  }

  const reload = () => server.tell('reload');
  const steps = {
    server: () => bundle.rebuild().then(restart),
    start: restart,
    pages: () => buildPages({ quick: true }).then(reload),
    reload,
  };
  onChange(async (files) => {
    const due = workFor(files);
    const from = performance.now();
    for (const name of due) await steps[name]();
    if (due.length > 0) say(`${files.join(', ')}: ${Math.round(performance.now() - from)} ms`);
  });
  const stop = () => Promise.all([server.stop(), next?.stop()]).then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
}

/** The packages that the server loads when it starts. */
function packagesOf({ metafile }) {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const names = imports
    .filter(({ external, kind }) => external && kind === 'import-statement')
    .map(({ path }) => path);
  return [...new Set(names)];
}

/**
 * A process that has loaded the packages and waits to be the server: loading them takes longer than all the rest of a start. `ready`
 * resolves when it answers, or has ended because it cannot start; it has said why.
 */
function standby(packages) {
  const child = fork(join(root, 'server/build/devServer.mjs'), [], { execArgv: ['--enable-source-maps'] });
  const tell = (word) => child.connected && child.send(word);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  tell({ packages });
  return {
    tell,
    ready: Promise.race([once(child, 'message'), once(child, 'exit')]),
    start: (args) => tell({ file: join(outdir, 'dev.js'), args }),
    hasEnded,
    async stop() {
      if (hasEnded()) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      // The store loses nothing by being killed.
      const impatient = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(impatient);
    },
  };
}

/** Calls with the files that were saved, in paths from the root, one call after another. A failure is said, and the next change is awaited. */
function onChange(call) {
  const changed = new Set();
  let calling = Promise.resolve();
  let timer;
  const flush = () => {
    const files = [...changed];
    changed.clear();
    calling = calling.then(() => call(files)).catch((error) => say(error.message));
  };
  const note = (path) => {
    changed.add(relative(root, path).replaceAll('\\', '/'));
    clearTimeout(timer);
    timer = setTimeout(flush, settleMs);
  };
  for (const folder of ['server', 'public/src', 'public/styles', 'views', 'locales', 'surveys'])
    watchBelow(join(root, folder), note);
}

/** Folders are watched, not files: many editors put a new file in the place of the old one. */
function watchBelow(folder, note) {
  watch(folder, (_event, name) => {
    if (!name) return;
    const path = join(folder, name);
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    if (isFolder) watchBelow(path, note);
    else note(path);
  }).on('error', () => undefined);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) watchBelow(join(folder, entry.name), note);
  }
}
