/** Credentials and ballots: what the server signs, verifies, seals and opens in a second of CPU, and what a browser loads to answer. */
import { constants, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import sodium from 'sodium-native';
import { blindSign } from '../server/participation/blindSign.ts';
import { projectRoot } from '../server/projectRoot.ts';
import { seal } from '../server/responses/submitBallot.ts';
import { figure, type Measurement } from './support/figure.ts';

/** Bytes of a sealed sheet without a comment. */
const sheetBytes = 300;

/** Rounds in a second of this process' CPU. */
function rate(seconds: number, work: () => void): number {
  work();
  const from = process.cpuUsage();
  let [rounds, spent] = [0, 0];
  while (spent < seconds) {
    for (let i = 0; i < 20; i += 1) work();
    rounds += 20;
    const { user, system } = process.cpuUsage(from);
    spent = (user + system) / 1e6;
  }
  return rounds / spent;
}

function scriptBytes(): number {
  const folder = join(projectRoot, 'public/build');
  const scripts = readdirSync(folder).filter((name) => /^answer\w*-[0-9a-f]+\.js$/.test(name));
  return scripts.reduce((sum, name) => sum + brotliCompressSync(readFileSync(join(folder, name))).length, 0);
}

export const credentials: Measurement = {
  name: 'credentials',
  title: 'Credentials and ballots, one core',
  yardstick: 'seconds for 3,000 people',
  async run({ seconds }) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const blinded = Buffer.concat([Buffer.alloc(1), randomBytes(255)]);
    const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    const message = randomBytes(64);
    const signature = sign('sha384', message, { key: privateKey, ...pss });
    const open = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
    const secret = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES);
    sodium.crypto_box_keypair(open, secret);
    const publicText = open.toString('base64');
    const sealed = seal(randomBytes(sheetBytes), publicText);
    const opened = Buffer.alloc(sheetBytes);
    const works: [string, () => void][] = [
      ['blinded tokens signed', () => void blindSign(privateKey, blinded)],
      ['credentials verified', () => void verify('sha384', message, { key: publicKey, ...pss }, signature)],
      ['ballots sealed', () => void seal(opened, publicText)],
      ['ballots opened', () => void sodium.crypto_box_seal_open(opened, sealed, open, secret)],
    ];
    const rates = works.map(([name, work]) => {
      const perSecond = rate(seconds, work);
      return { ...figure(name, '/s', perSecond), yardstick: 3000 / perSecond };
    });
    return [
      ...rates,
      figure('client script of answering, all files, compressed', 'kB', scriptBytes() / 1000),
    ];
  },
};
