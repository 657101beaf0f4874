#!/usr/bin/env node
/**
 * The first thing every command runs, in plain JavaScript because nothing is installed yet on a fresh clone:
 * checks Node, installs the packages, builds what is older than its source, then starts the program asked for.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [command = '--help', ...rest] = process.argv.slice(2);
const say = (line) => process.stderr.write(`${line}\n`);

function stop(line) {
  say(line);
  process.exit(1);
}

/** What is no work on the source. */
function isOfProgram(name) {
  return !['test', 'test:fast', 'check', 'bench', 'check:engine', 'dev', 'pack'].includes(name);
}

function run(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (done.error) stop(`${program} could not be started: ${done.error.message}`);
  if (done.status !== 0) process.exit(done.status ?? 1);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Farhang-Sanj needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`);
}

/** Unpacked from an archive that `npm run pack` made: everything is there. */
const isPacked = existsSync(join(root, 'dist/.packed'));
if (isPacked && !isOfProgram(command))
  stop(`\`${command}\` needs the source; an archive holds the program alone`);

const modules = join(root, 'node_modules');
const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const installedFile = join(modules, '.farhangsanj-installed');
const installed = existsSync(installedFile) ? readFileSync(installedFile, 'utf8') : '';
const linked = existsSync(modules) && lstatSync(modules).isSymbolicLink();
if (!isPacked && installed !== lockHash && !linked) {
  say('Installing the packages (once; a minute or two) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Not `npm ci`: it refuses a lock file that lacks the optional packages of other platforms. With what the build needs, whatever NODE_ENV is.
  run(npm, ['install', '--include=dev', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
  });
  writeFileSync(installedFile, lockHash);
}

if (!isPacked) {
  const { buildIfStale } = await import('./build.mjs');
  try {
    await buildIfStale(say);
  } catch (error) {
    stop(`The build failed: ${error.message}`);
  }
}

const bin = (name) => join(root, 'node_modules/.bin', name);
/** Files that are named are run in one process, as by mocha itself. */
async function test(which) {
  const { mochaArguments } = await import('./testFiles.mjs');
  run(bin('mocha'), rest.length > 0 ? rest : mochaArguments(which));
}

switch (command) {
  case 'test':
    await test('all');
    break;
  case 'test:fast':
    await test('fast');
    break;
  case 'check':
    run(bin('biome'), ['check', '.']);
    run(bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']);
    run(bin('tsc'), ['--noEmit', '-p', 'public/tsconfig.json']);
    await test('all');
    break;
  case 'bench':
    run(bin('tsx'), [join(root, 'bench/index.ts'), ...rest]);
    break;
  case 'check:engine':
    run(bin('tsx'), [join(root, 'test/support/checkEngine.ts'), ...rest]);
    break;
  case 'pack':
    await (await import('./pack/pack.mjs')).pack(resolve(rest[0] ?? join(root, 'dist/pack')));
    break;
  case 'dev':
    await (await import('./dev.mjs')).runDev({ fresh: rest.includes('--fresh') });
    break;
  case 'start':
  case 'demo':
    process.argv = [process.argv[0], command, command, ...rest];
    await import('../../dist/server/index.js');
    break;
  default:
    process.argv = [process.argv[0], 'farhangsanj', command, ...rest];
    await import('../../dist/server/cli.js');
}
