/**
 * Whoever has caught what a browser sent (a proxy that opens https, a copy of a log elsewhere) sends it again: at once, to a restarted server,
 * after the closing and after the count. A hit is anything that changes in the store: a second ballot, a changed answer, a right used anew.
 */
import type supertest from 'supertest';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { BallotModel } from '../../../server/responses/ballot.ts';
import { CommentModel } from '../../../server/responses/comment.ts';
import { ResponseModel } from '../../../server/responses/response.ts';
import { destroyWaveKeys } from '../../../server/waves/keys/signingKeys.ts';
import { WaveModel } from '../../../server/waves/wave.ts';
import { instrument, situation } from '../../support/situation.ts';
import { appOnOpenStore, testApp } from '../../support/testApp.ts';
import { emptyStore } from '../../support/testStore.ts';
import { type PostedCredential, voter } from '../../support/voter.ts';
import type { AttackRow } from '../attackRow.ts';

const item = instrument().dimensions[0]!.items[0]!.id;
const phases = ['at once', 'after a restart', 'after closing', 'after the count'] as const;

export interface Replays {
  sent: number;
  /** What was sent, and when, of those that changed something. */
  changed: string[];
  /** Replies to a caught ballot sent again that say more than «it is there». */
  telling: string[];
}

async function stored(): Promise<string> {
  const all = await Promise.all(
    [InvitationModel, BallotModel, ResponseModel, CommentModel].map((model) =>
      (model as typeof BallotModel).find().sort({ _id: 1 }).lean(),
    ),
  );
  return JSON.stringify(all);
}

export async function replays(): Promise<Replays> {
  await emptyStore();
  const test = await testApp();
  const { keyDir } = test.config;
  const { wave, codes } = await situation.openWave({ keyDir, offices: 1, invitations: 3, headcount: 20 });
  const elsewhere = await situation.openWave({ keyDir, offices: 1, invitations: 2, headcount: 20 });
  const otherWave = elsewhere.wave._id;
  const [code = '', unused = ''] = codes.office1 ?? [];
  const someone = voter(test.app, wave._id);
  const blinded = await someone.blind('office1');
  const other = await someone.blind('office1');
  const { body } = await someone.sign(code, blinded).expect(200);
  const credential = await someone.unblind(blinded, body.signature);
  const first = await someone.ballot(credential, { items: { [item]: 4 } }).expect(201);
  const found: Replays = { sent: 0, changed: [], telling: [] };
  const caught = caughtRequests({ code, unused, blinded, other, credential, signature: body.signature });
  let { app } = test;
  for (const phase of phases) {
    if (phase === 'after a restart') ({ app } = await appOnOpenStore({ keyDir }));
    if (phase !== 'at once' && phase !== 'after a restart') {
      await end(wave._id, phase === 'after the count' ? keyDir : null);
      const later = await appOnOpenStore({ keyDir });
      later.clock.advanceHours(24 * 30);
      ({ app } = later);
    }
    const before = await stored();
    for (const [name, send] of Object.entries(caught)) {
      const reply = await send(voter(app, wave._id), voter(app, otherWave));
      found.sent += 1;
      if ((await stored()) !== before) found.changed.push(`${name} ${phase}`);
      const tells = name.startsWith('ballot') && reply.status < 300 && reply.text !== first.text;
      if (tells) found.telling.push(`${name} ${phase}: ${reply.status} ${reply.text}`);
    }
  }
  return found;
}

/** By one who goes on in the same wave, or in another one that is open. */
type Sent = (
  someone: ReturnType<typeof voter>,
  inOtherWave: ReturnType<typeof voter>,
) => Promise<supertest.Response> | supertest.Test;

/** A signature is asked for once more with a token of the attacker's own, with the used code alone. */
function caughtRequests(had: {
  code: string;
  unused: string;
  blinded: Awaited<ReturnType<ReturnType<typeof voter>['blind']>>;
  other: Awaited<ReturnType<ReturnType<typeof voter>['blind']>>;
  credential: PostedCredential;
  signature: string;
}): Record<string, Sent> {
  const { code, unused, blinded, other, credential, signature } = had;
  return {
    right: (someone) => someone.right(code),
    'signature as it was': (someone) => someone.sign(code, blinded),
    'signature for another token': (someone) => someone.sign(code, other),
    'ballot as it was': (someone) => someone.ballot(credential, { items: { [item]: 4 } }),
    'ballot with other answers': (someone) => someone.ballot(credential, { items: { [item]: 1 } }),
    'ballot of another unit': (someone) =>
      someone.ballot({ ...credential, unit: 'office2' }, { items: { [item]: 1 } }),
    'ballot of another wave': (_, inOtherWave) => inOtherWave.ballot(credential, { items: { [item]: 1 } }),
    'right of another wave': (_, inOtherWave) => inOtherWave.right(code),
    'signature of another wave': (_, inOtherWave) => inOtherWave.sign(code, blinded),
    'form of another wave': (_, inOtherWave) =>
      inOtherWave.post('answers', {
        code,
        nonce: credential.message,
        step: '99',
        go: 'send',
        [`i.${item}`]: '1',
      }),
    'ballot with the signature of the blinded token': (someone) =>
      someone.ballot({ ...credential, signature }, { items: { [item]: 1 } }),
    'ballot with another token and the same signature': (someone) =>
      someone.ballot(
        { ...credential, message: Buffer.from(credential.message, 'base64').reverse().toString('base64') },
        { items: { [item]: 1 } },
      ),
    'ballot with a code in place of the token': (someone) =>
      someone.ballot(
        { ...credential, message: Buffer.from(unused).toString('base64') },
        { items: { [item]: 1 } },
      ),
    'form without script': (someone) =>
      someone.post('answers', {
        code,
        nonce: credential.message,
        step: '99',
        go: 'send',
        [`i.${item}`]: '1',
      }),
  };
}

/** The wave's own end: closed, then counted, with its ballots and keys destroyed. */
async function end(wave: string, keyDir: string | null): Promise<void> {
  const closedAt = new Date('2026-11-24T00:00:00Z');
  await WaveModel.updateOne(
    { _id: wave },
    { $set: keyDir ? { state: 'counted', countedAt: closedAt } : { state: 'closed', closedAt } },
  );
  if (!keyDir) return;
  await BallotModel.deleteMany({ wave });
  destroyWaveKeys(keyDir, wave);
}

export async function replayRow(): Promise<AttackRow> {
  const { sent, changed, telling } = await replays();
  return {
    attack:
      'replay of what a browser sent: right, signature, ballot, form without script, by one who has caught it, in its wave and in another',
    tried: `a second ballot, a changed answer, a reply that says more; ${sent} requests at once, after a restart, after closing and after the count`,
    best: `${changed.length} changes, ${telling.length} replies`,
    chance: '0',
  };
}
