/**
 * An open wave and everything its clients will send, made before any clock starts. A server cannot tell a token that a browser
 * blinded from any number below the modulus, nor a signature that was unblinded from one made outright with the unit's key:
 * so both are made directly, in a millisecond instead of twenty-three, and the server's work is exactly the same.
 */
import { constants, randomBytes, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { inviteOffice } from '../../server/participation/inviteOffice.ts';
import { makeWaveKeys } from '../../server/waves/keys/makeWaveKeys.ts';
import { loadSigningKey } from '../../server/waves/keys/signingKeys.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { type Folders, offices, randomAnswers, seeded, waveOf } from '../support/province.ts';
import { withStore } from '../support/withStore.ts';

export const waveId = 'benchwave';

/** Offices whose people answer; a key takes a tenth of a second and more to make. */
const answering = 8;

/** What one client sends, in order. */
export interface Submission {
  signature: string;
  ballot: string;
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };

/** Writes `count` submissions, spread over a few of the 68 offices, to a file as JSON. */
export async function prepare(folders: Folders, count: number, file: string): Promise<void> {
  const perOffice = Math.ceil(count / answering);
  const places = offices(perOffice);
  const codes = places.slice(0, answering).map(({ code }) => code);
  const keys = await makeWaveKeys(folders.keyDir, waveId, codes);
  await withStore(folders.dataDir, async () => {
    const wave = waveOf(waveId, {
      offices: places,
      sealingKey: keys.sealingKey,
      keysFingerprint: keys.fingerprint,
    });
    for (const unit of wave.units ?? []) unit.verifyingKey = keys.verifyingKeys[unit.code] ?? null;
    const stored = (await WaveModel.create(wave)).toObject();
    const random = seeded(1);
    const submissions: Submission[] = [];
    for (const office of codes) {
      const invited = await inviteOffice({ wave: stored, office, count: perOffice });
      const key = loadSigningKey(folders.keyDir, waveId, office);
      for (const code of invited) {
        const message = randomBytes(64);
        const signature = sign('sha384', message, { key, ...pss });
        const blinded = Buffer.concat([Buffer.alloc(1), randomBytes(255)]);
        const credential = {
          unit: office,
          message: message.toString('base64'),
          signature: signature.toString('base64'),
        };
        submissions.push({
          signature: JSON.stringify({ code, blinded: blinded.toString('base64') }),
          // Filled up as the page fills it (public/src/answer/post.ts).
          ballot: JSON.stringify({
            credential,
            answers: { ...randomAnswers(random), openAnswers: {} },
          }).padEnd(8192),
        });
      }
    }
    submissions.sort(() => random() - 0.5);
    writeFileSync(file, JSON.stringify(submissions.slice(0, count)));
  });
}
