/**
 * Every way to a copy of a secret key. Which code can read one is a list here, with why; a new reader has to be put on it. And no byte of a key, in
 * whatever writing, is in the store's files, in a backup, or readable in a recovery copy.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { backupTo } from '../../server/database/backup/backupTo.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { suggestionKeys } from '../../server/suggestions/suggestionKeys.ts';
import { passphraseKeys } from '../../server/waves/keys/passphraseKeys.ts';
import { exportRecoveryCopy } from '../../server/waves/keys/waveKeysRecovery.ts';
import { instrument, situation } from '../support/situation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testApp } from '../support/testApp.ts';
import { openTestStore, testStoreSource, useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';

const item = instrument().dimensions[0]!.items[0]!.id;

/** By function that gives a secret: the files that call it. */
const readers: Record<string, string[]> = {
  readSecretKeys: [
    'waves/keys/ballotOpener.ts', // the count opens ballots
    'waves/keys/makeWaveKeys.ts', // a launch that was interrupted goes on
    'waves/keys/signingKeys.ts', // rights are signed
    'waves/keys/waveKeysRecovery.ts', // the copy under two passphrases
    'waves/keys/waveSecret.ts', // digests of addresses, first entries of paper
  ],
  exportRecoveryCopy: ['campaigns/recovery/makeRecoveryCopy.ts'],
  ballotOpener: ['campaigns/count/countWork.ts'],
  loadSigningKeys: ['participation/issueCredential.ts', 'participation/signBlinded.ts'],
  waveSecret: ['paper/sealedEntry.ts', 'participation/addressCipher.ts'],
  readKeysFile: ['suggestions/renewKeys.ts'],
};

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** A secret as bytes, and as people and programs write bytes. */
const writings = (secret: Buffer) => [
  secret,
  ...(['base64', 'base64url', 'hex'] as const).map((way) => Buffer.from(secret.toString(way))),
];

/** Everything in the files of KEY_DIR that is long enough to be a key and is not one of the public ones. */
function secretsIn(keyDir: string, known: readonly string[]): Buffer[] {
  const texts = filesBelow(keyDir).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/[\w+/=-]{40,}/g)].map(([text]) => text),
  );
  return texts.filter((text) => !known.includes(text)).map((text) => Buffer.from(text, 'base64'));
}

describe('the secret keys', () => {
  useDatabase();

  it('are read by these files alone', () => {
    const server = join(projectRoot, 'server');
    const sources = filesBelow(server).filter((file) => file.endsWith('.ts'));
    for (const [name, expected] of Object.entries(readers)) {
      const importing = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from`);
      const found = sources.filter((file) => importing.test(readFileSync(file, 'utf8')));
      assert.deepEqual(found.map((file) => relative(server, file)).sort(), expected, name);
    }
  });

  it('are in no file of the store and no backup, in any writing, and sealed in the recovery copy', async function () {
    const { dataFolder } = await openTestStore();
    if (!dataFolder) this.skip();
    const { app, config } = await testApp();
    const { keyDir } = config;
    const { wave, codes } = await situation.openWave({ keyDir, offices: 2, invitations: 2 });
    await voter(app, wave._id).vote(codes.office1![0]!, { items: { [item]: 4 } });
    const { intakePublic, receiptsPublic } = await suggestionKeys(keyDir);
    const holders = [
      await passphraseKeys('چهار واژهٔ بی‌ربط'),
      await passphraseKeys('درخت و رود و سنگ'),
    ] as const;
    const copy = exportRecoveryCopy(keyDir, wave._id, holders);
    const backup = temporaryFolder('backup');
    await backupTo(join(backup, 'copy'), await testStoreSource());

    const secrets = secretsIn(keyDir, [wave.sealingKey!, intakePublic, receiptsPublic]);
    assert.ok(secrets.length >= 5, `${secrets.length} secrets of a wave of two units and of suggestions`);
    const looked = secrets.flatMap(writings);
    const holds = (bytes: Buffer) => looked.some((writing) => bytes.includes(writing));
    assert.ok(
      filesBelow(keyDir).some((file) => holds(readFileSync(file))),
      'the search finds what is there',
    );
    const files = [dataFolder, backup, config.dataDir].flatMap(filesBelow);
    assert.deepEqual(
      files.filter((file) => holds(readFileSync(file))),
      [],
    );
    assert.ok(!holds(Buffer.from(copy)));
  });
});
