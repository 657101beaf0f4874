/** The archive for machines without a registry: its bytes, which packages are in it, and its bill of materials. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const part = (name: string) => import(join(projectRoot, 'server/build/pack', `${name}.mjs`));
const { tarGz } = await part('tarArchive');
const { installedPackages } = await part('installedPackages');
const { dataOfServer, filesBelow, isNeeded } = await part('packedFiles');
const { billOfMaterials } = await part('billOfMaterials');

const read = (name: string) => JSON.parse(readFileSync(join(projectRoot, name), 'utf8'));

describe('the archive of the program', () => {
  const long = `a/${'deep/'.repeat(30)}فرهنگ.txt`;
  const files = [
    { name: 'a/run.sh', content: Buffer.from('#!/bin/sh\n'), isProgram: true },
    { name: long, content: Buffer.alloc(1000, 7) },
    { name: 'a/empty', content: Buffer.alloc(0) },
    { name: 'a/block', content: Buffer.alloc(512, 1) },
  ];

  it('has the same bytes whenever and in whichever order its files are given', () => {
    assert.deepEqual(tarGz(files), tarGz([...files].reverse()));
    const [first, ...rest] = files;
    assert.notDeepEqual(tarGz(files), tarGz([{ ...first!, isProgram: false }, ...rest]));
  });

  it('is unpacked by tar with every name, content and mode', () => {
    const folder = temporaryFolder('archive');
    writeFileSync(join(folder, 'a.tar.gz'), tarGz(files));
    execFileSync('tar', ['-xzf', 'a.tar.gz'], { cwd: folder });
    for (const { name, content } of files) assert.deepEqual(readFileSync(join(folder, name)), content, name);
    assert.match(execFileSync(join(folder, 'a/run.sh'), { encoding: 'utf8' }), /^$/);
  });

  it('holds what the program needs at run time, and neither compilers nor browsers', () => {
    const packages: string[] = installedPackages(
      projectRoot,
      read('package-lock.json'),
      Object.keys(read('package.json').dependencies),
    );
    for (const name of [
      'lmdb',
      'sodium-native',
      '@node-rs/argon2',
      '@myriaddreamin/typst-ts-node-compiler',
      'express',
    ])
      assert.ok(packages.includes(`node_modules/${name}`), name);
    assert.deepEqual(
      packages.filter((place) => /chromium|playwright|esbuild|typescript|node-gyp$|mocha|tsx$/.test(place)),
      [],
    );
    assert.throws(
      () => installedPackages(projectRoot, { packages: {} }, ['nothing']),
      /nothing is not installed/,
    );
  });

  it('holds every list that the program reads from beside its sources', () => {
    const packed: string[] = dataOfServer(projectRoot);
    const named = (filesBelow(join(projectRoot, 'server')) as string[])
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/projectRoot, '(server\/[^']+\.\w+)'/g)])
      .map(([, path]) => path!);
    assert.ok(named.length > 1);
    for (const path of named) assert.ok(packed.includes(path), path);
  });

  it('leaves out machine code of other platforms', () => {
    const path = (platform: string) => `/node_modules/sodium-native/prebuilds/${platform}/sodium-native.node`;
    assert.equal(isNeeded(path('linux-x64'), 'linux-x64'), true);
    assert.equal(isNeeded(path('win32-x64'), 'linux-x64'), false);
  });

  it('has a bill of materials that names each package with its licence and hash, and no time', () => {
    const lock = read('package-lock.json');
    const program = read('package.json');
    const bill = billOfMaterials(
      program,
      lock,
      ['node_modules/lmdb', 'node_modules/@node-rs/argon2'],
      ['node_modules/lmdb'],
    );
    assert.deepEqual([bill.bomFormat, bill.specVersion, bill.version], ['CycloneDX', '1.6', 1]);
    const [lmdb, argon2] = bill.components;
    assert.equal(lmdb.purl, `pkg:npm/lmdb@${lock.packages['node_modules/lmdb'].version}`);
    assert.match(lmdb.hashes[0].content, /^[0-9a-f]{128}$/);
    assert.deepEqual([argon2.group, argon2.name], ['@node-rs', 'argon2']);
    assert.deepEqual(lmdb.properties, [{ name: 'farhangsanj:form', value: 'folder' }]);
    assert.doesNotMatch(JSON.stringify(bill), /timestamp|serialNumber/);
  });
});
