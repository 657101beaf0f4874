/**
 * `npm run pack [-- FOLDER]`: one archive that is installed by unpacking it, on a machine that has Node and reaches no registry, with its
 * SHA-256 and its bill of materials beside it. The same source and packages give the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../build.mjs';
import { apart, bundleOf, entries, writeThreadStarters } from '../buildServer.mjs';
import { billOfMaterials } from './billOfMaterials.mjs';
import { installedPackages } from './installedPackages.mjs';
import { packedFiles } from './packedFiles.mjs';
import { tarGz } from './tarArchive.mjs';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const say = (line) => process.stderr.write(`${line}\n`);

/** Read as files by the program itself, where no import shows it. */
const readAsFiles = ['vazirmatn'];

const liesApart = (name) =>
  readAsFiles.includes(name) ||
  apart.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));

/** The program bundled into a folder of its own: the usual one may still hold what an earlier build left. */
async function bundleInto(folder) {
  const { default: esbuild } = await import('esbuild');
  const { metafile } = await esbuild.build({ ...bundleOf(entries, folder), sourcemap: false });
  writeThreadStarters(folder);
  const inputs = Object.keys(metafile.inputs).filter((path) => path.includes('node_modules/'));
  const bundled = inputs.map((path) => /(?:^|.*\/)(node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.[0] ?? '');
  return bundled.map((path) => path.slice(path.indexOf('node_modules/')));
}

export async function pack(outFolder) {
  await buildIfStale(say);
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const program = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const bundle = mkdtempSync(join(tmpdir(), 'farhangsanj-bundle-'));
  try {
    const bundled = await bundleInto(bundle);
    const folders = installedPackages(root, lock, Object.keys(program.dependencies).filter(liesApart));
    const within = [...new Set([...folders, ...bundled.filter((place) => lock.packages[place])])].sort();
    const bill = `${JSON.stringify(billOfMaterials(program, lock, within, folders), null, 2)}\n`;
    const name = `${program.name}-${program.version}-${process.platform}-${process.arch}`;
    const files = [
      ...packedFiles(root, { packages: folders, bundle }),
      { name: 'bom.cdx.json', content: Buffer.from(bill) },
      // Tells the first program that nothing is to be installed or built.
      { name: 'dist/.packed', content: Buffer.from(`${program.version}\n`) },
    ].map((file) => ({ ...file, name: `${program.name}/${file.name}` }));
    const archive = tarGz(files);
    mkdirSync(outFolder, { recursive: true });
    writeFileSync(join(outFolder, `${name}.tar.gz`), archive);
    const sum = createHash('sha256').update(archive).digest('hex');
    writeFileSync(join(outFolder, `${name}.tar.gz.sha256`), `${sum}  ${name}.tar.gz\n`);
    writeFileSync(join(outFolder, `${name}.cdx.json`), bill);
    say(`${join(outFolder, name)}.tar.gz: ${files.length} files, ${(archive.length / 1e6).toFixed(1)} MB`);
    say(
      `SHA-256 ${sum}; ${within.length} packages in ${name}.cdx.json, ${folders.length} of them as folders`,
    );
  } finally {
    rmSync(bundle, { recursive: true });
  }
}
