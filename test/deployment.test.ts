/** The guide of deployment against the unit files that it installs: paths, variables, programs, hardening, and what happens on failure. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../server/config.ts';
import { makeBackupKeys } from '../server/database/backup/backupKeys.ts';
import { projectRoot } from '../server/projectRoot.ts';
import { temporaryFolder } from './support/temporaryFolder.ts';

const textOf = (...path: string[]) => readFileSync(join(projectRoot, ...path), 'utf8');
const guide = textOf('server/deployment.md');
const files = readdirSync(join(projectRoot, 'deploy'));
const unitNames = files.filter((name) => /\.(service|timer)$/.test(name));
const shipped = (ending: string) => unitNames.filter((name) => name.endsWith(ending));

/** The values of a setting that a unit may give several times. */
const valuesOf = (unit: string, setting: string) =>
  [...textOf('deploy', unit).matchAll(new RegExp(`^${setting}=(.*)$`, 'gm'))].map(([, value = '']) => value);

const environmentOf = (unit: string) =>
  Object.fromEntries(
    valuesOf(unit, 'Environment').flatMap((line) =>
      line.split(' ').map((pair) => [pair.split('=', 1)[0]!, pair.slice(pair.indexOf('=') + 1)]),
    ),
  );

const examples = [...textOf('deploy/environment.example').matchAll(/^([A-Z_]+)=(.*)$/gm)];
const server = environmentOf('farhangsanj.service');
const known = new Set(
  [...textOf('server/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name),
);
/** Not of our configuration: of node, of the notice, and what the hook is given. */
const others = ['NODE_ENV', 'NODE_EXTRA_CA_CERTS', 'NOTICE_TO', 'BACKUP_FILE'];

describe('the guide of deployment', () => {
  it('installs every unit file and the example of the environment', () => {
    assert.ok(unitNames.length > 3);
    assert.match(guide, /cp deploy\/\*\.service deploy\/\*\.timer \/etc\/systemd\/system\//);
    const [place = ''] = valuesOf('farhangsanj.service', 'EnvironmentFile');
    assert.match(guide, new RegExp(`install -m 0600 deploy/environment.example ${place}\n`));
    for (const timer of shipped('.timer')) assert.ok(guide.includes(timer), timer);
  });

  it('writes no unit a second time, and no backup by another timer', () => {
    assert.doesNotMatch(guide, /^\[(Unit|Service|Timer)\]|^(ExecStart|OnCalendar)=/m);
    assert.deepEqual(
      unitNames.filter((name) => name.includes('backup')),
      [],
    );
  });

  it('makes each folder that the units name, private and of their user, and the units may write there', () => {
    const made = [...guide.matchAll(/^install -d -o farhangsanj -g farhangsanj -m 0700 (.+)$/gm)];
    const folders = made.flatMap(([, list = '']) => list.trim().split(/\s+/));
    const places = Object.entries(server).filter(([name]) => name.endsWith('_DIR'));
    assert.deepEqual(places.map(([name]) => name).sort(), ['BACKUP_DIR', 'DATA_DIR', 'KEY_DIR']);
    for (const [name, folder] of places) {
      assert.ok(folders.includes(folder), `${name}=${folder} is not made`);
      assert.ok(guide.includes(name === 'DATA_DIR' ? '/var/lib' : folder.split('/').slice(0, 3).join('/')));
    }
    for (const unit of shipped('.service').filter((one) => valuesOf(one, 'ReadWritePaths').length > 0)) {
      const writable = valuesOf(unit, 'ReadWritePaths').flatMap((line) => line.split(' '));
      for (const folder of writable) assert.ok(folders.includes(folder), `${unit} may write ${folder}`);
      for (const [name, folder] of Object.entries(environmentOf(unit)))
        if (name.endsWith('_DIR'))
          assert.ok(
            writable.some((path) => folder === path || folder.startsWith(`${path}/`)),
            `${unit} may not write ${name}`,
          );
    }
  });

  it('gives commands the user, the folders and the settings of the service', () => {
    assert.match(guide, /^install -m 0755 deploy\/farhangsanj \/usr\/local\/sbin\/farhangsanj$/m);
    assert.equal(guide.match(/`npx farhangsanj [a-z]/g), null, 'it would use a store of its own');
    const folder = temporaryFolder('deploy');
    const [place = ''] = valuesOf('farhangsanj.service', 'EnvironmentFile');
    const [program = ''] = valuesOf('farhangsanj.service', 'WorkingDirectory');
    const file = join(folder, 'environment');
    const lines = [
      '# a comment',
      '',
      "SMTP_URL='smtp://a:b#c@mail/?x=1&y= $HOME'",
      'BACKUP_HOOK=cp "$A" b',
      'MAIL_FROM="a b"',
    ];
    writeFileSync(file, lines.join('\n'));
    const script = textOf('deploy/farhangsanj')
      .replace(`=${place}\n`, `=${file}\n`)
      .replace(`=${program}\n`, `=${projectRoot}\n`);
    assert.ok(script.includes(file) && script.includes(projectRoot));
    writeFileSync(join(folder, 'setpriv'), '#!/bin/sh\nenv\necho "ran: $*"\n', { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env.PATH}` };
    const said = execFileSync('/bin/sh', ['-c', script, 'farhangsanj', 'wave', 'count', 'a b'], {
      env,
      encoding: 'utf8',
    });
    const told = said.split('\n');
    for (const line of [
      'SMTP_URL=smtp://a:b#c@mail/?x=1&y= $HOME',
      'BACKUP_HOOK=cp "$A" b',
      'MAIL_FROM=a b',
      `DATA_DIR=${server.DATA_DIR}`,
      `KEY_DIR=${server.KEY_DIR}`,
    ])
      assert.ok(told.includes(line), `${line} in ${said}`);
    const [user = ''] = valuesOf('farhangsanj.service', 'User');
    assert.match(said, new RegExp(`^ran: --reuid=${user} .*dist/server/cli\\.js wave count a b$`, 'm'));
  });

  it('names no variable that the configuration does not know', () => {
    const named = [
      ...guide.matchAll(/\b([A-Z]{2,}(?:_[A-Z]+)+)=/g),
      ...examples,
      ...shipped('.service').flatMap((unit) => Object.keys(environmentOf(unit)).map((name) => ['', name])),
    ].map(([, name = '']) => name);
    const unknown = named.filter((name) => !known.has(name) && !others.includes(name));
    assert.deepEqual([...new Set(unknown)], []);
    assert.ok(known.size > 25);
  });

  it('gives the server an environment that it takes', () => {
    const example = Object.fromEntries(examples.map(([, name, value]) => [name, value]));
    const config = readConfig({ ...server, ...example, BACKUP_KEY: makeBackupKeys().publicText });
    assert.equal(config.backup?.dir, server.BACKUP_DIR);
    assert.throws(() => readConfig({ ...server, ...example }), /BACKUP_KEY.*backup-key/);
  });

  it('starts programs that the build makes', () => {
    const build = textOf('server/build/buildServer.mjs');
    const programs = shipped('.service').flatMap((unit) =>
      valuesOf(unit, 'ExecStart').flatMap((line) => /dist\/server\/(\w+)\.js/.exec(line)?.[1] ?? []),
    );
    assert.deepEqual(programs.sort(), ['cli', 'index']);
    for (const program of programs) assert.match(build, new RegExp(`\\b${program}\\b`));
  });

  it('hardens what runs, and has every failure told', () => {
    for (const unit of shipped('.service')) {
      const text = textOf('deploy', unit);
      for (const line of ['NoNewPrivileges=yes', 'ProtectSystem=strict', 'ProtectHome=yes', 'PrivateTmp=yes'])
        assert.ok(text.includes(`\n${line}\n`), `${unit} lacks ${line}`);
      if (unit.startsWith('farhangsanj-failed')) continue;
      const lines = [
        'CapabilityBoundingSet=',
        'UMask=0077',
        'LimitCORE=0',
        'PrivateDevices=yes',
        'User=farhangsanj',
        // Node asks for pkey_alloc at its start, which @system-service alone answers by killing it.
        'SystemCallFilter=@system-service @pkey',
        'SystemCallErrorNumber=EPERM',
      ];
      for (const line of lines) assert.ok(text.includes(`\n${line}\n`), `${unit} lacks ${line}`);
      const [notice = ''] = valuesOf(unit, 'OnFailure');
      assert.ok(files.includes(notice.replace('%n', '')), `${unit} calls ${notice}`);
    }
    for (const timer of shipped('.timer'))
      assert.ok(files.includes(timer.replace('.timer', '.service')), timer);
  });
});
