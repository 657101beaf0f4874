/** A process whose files may not grow beyond a limit, as on a full disk: writes keys and secrets that do not fit, and prints what is there then. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdFile } from '../../server/imports/foreign/heldFile.ts';
import { sessionSecret } from '../../server/process/sessionSecret.ts';
import { waveKeysPresent, writeSecretKeys } from '../../server/waves/keys/waveKeysFile.ts';
import { createFile, replaceFile } from '../../server/wholeFile.ts';

// The system would end the process; ignored, the write fails instead, as it does on a full disk.
process.on('SIGXFSZ', () => {});
const [folder = ''] = process.argv.slice(2);
const large = 'x'.repeat(300_000);
const codeOf = (work: () => unknown) => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
};

const old = join(folder, 'old');
replaceFile(old, 'what was there');
const keys = { wave: 'wave', sealing: { publicKey: 'a', secretKey: 'b' }, signing: { unit: large } };
const codes = [
  codeOf(() => replaceFile(old, large)),
  codeOf(() => createFile(join(folder, 'new'), large)),
  codeOf(() => writeSecretKeys(folder, keys)),
  codeOf(() => holdFile(Buffer.from(large), folder, new Date())),
];
// As a version before left it on a full disk.
writeFileSync(join(folder, 'session-secret'), '');
const place = { sessionSecret: undefined, keyDir: folder } as unknown as Parameters<typeof sessionSecret>[0];
const secret = sessionSecret(place);
console.log(
  JSON.stringify({
    codes,
    old: readFileSync(old, 'utf8'),
    isNewThere: existsSync(join(folder, 'new')),
    areKeysThere: waveKeysPresent(folder, 'wave'),
    left: readdirSync(folder, { recursive: true }).sort(),
    secretLength: secret.length,
    isSecretKept: sessionSecret(place) === secret,
    second: createFile(old, 'another'),
  }),
);
process.exit(0);
