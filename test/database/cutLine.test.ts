/**
 * Signing, sealing and counting while the line to the database is cut, replies are late, lost or doubtful, and the primary steps down: no
 * acknowledged ballot is lost, none is doubled, no right is used without its signature being repeatable, and the count is exact.
 */
import assert from 'node:assert/strict';
import type { Document } from 'bson';
import { verifyAudit } from '../../server/accounts/audit/audit.ts';
import { countWaveNow } from '../../server/campaigns/count/countWave.ts';
import { minuteMs, plusMs } from '../../server/clock.ts';
import type { Ballot } from '../../server/responses/ballot.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import type { BehindProxy } from '../support/behindProxy.ts';
import { type Fault, faults } from '../support/lineFaults.ts';
import { voteInSpiteOfAll } from '../support/persistentVoter.ts';
import { lines, openBehind } from '../support/playedLines.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { appOnOpenStore, type TestApp } from '../support/testApp.ts';

const votersEach = 2;
const [item = ''] = instrument('trust').dimensions.flatMap(({ items }) => items.map(({ id }) => id));
const answers = { items: { [item]: 4 }, openAnswers: {} };

/** The commands in which a right is used and a ballot is stored. */
const isSigning = ({ findAndModify }: Document) => findAndModify === 'invitations';
const isSealing = ({ insert }: Document) => insert === 'ballots';

for (const line of lines)
  describe(`voting and counting ${line.name}`, function () {
    this.timeout(120_000);
    let store: BehindProxy;
    let test: TestApp;
    let open: OpenWave;
    const acknowledged: string[] = [];
    const calm = () => line.arm(store, () => undefined);
    const ballots = () => store.db.collection<Ballot>('ballots');

    before(async function () {
      store = await openBehind(line, this);
      test = await appOnOpenStore();
      open = await situation.openWave({
        keyDir: test.config.keyDir,
        offices: 2,
        instruments: [instrument('trust')],
        headcount: 30,
        invitations: 20,
      });
      const [root, below] = open.wave.offices;
      const offices = [root, { ...below, parent: root!.code }];
      await WaveModel.updateOne({ _id: open.wave._id }, { $set: { offices } });
    });
    after(() => store?.close());
    afterEach(() => store && calm());

    /** Of each office half of them. */
    const someCodes = () =>
      [open.codes.office1!, open.codes.office2!].flatMap((some) => some.splice(0, votersEach / 2));

    /** People vote at once; what came of it stands in the title of the test. */
    async function voteExactly(runnable: Mocha.Runnable, onTurnedAway?: () => void): Promise<void> {
      const before = await ballots().countDocuments();
      const voted = await Promise.all(
        someCodes().map((code) => voteInSpiteOfAll(test.app, open.wave._id, code, answers, onTurnedAway)),
      );
      const sent = voted.flatMap(({ ballot }) => ballot ?? []);
      acknowledged.push(...sent);
      const stored = await ballots()
        .find({ _id: { $in: sent } })
        .toArray();
      const all = (await ballots().countDocuments()) - before;
      const used = await store.db.collection('invitations').countDocuments({ used: true });
      const lost = sent.length - stored.length;
      const doubled = all - stored.length;
      const repeatable = voted.filter(({ isRepeatable }) => isRepeatable).length;
      runnable.title += `: acknowledged ${sent.length}, lost ${lost}, doubled ${doubled}, signatures repeatable ${repeatable}`;
      assert.deepEqual([sent.length, lost, doubled, repeatable], [votersEach, 0, 0, votersEach]);
      assert.equal(used, acknowledged.length, 'a right for each ballot');
    }

    for (const fault of faults)
      it(fault.name, async function () {
        const left = { signing: votersEach, sealing: votersEach };
        line.arm(store, (command) => {
          if (isSigning(command) && left.signing-- > 0) return fault.meddling;
          if (isSealing(command) && left.sealing-- > 0) return fault.meddling;
          return undefined;
        });
        await voteExactly(this.test!);
        assert.ok(left.signing <= 0 && left.sealing <= 0, 'the fault was met');
      });

    for (const [when, isMet] of [
      ['signing', isSigning],
      ['sealing', isSealing],
    ] as const)
      it(`the primary goes away while ${when}, until somebody was asked to come again`, async function () {
        let isGone = false;
        line.arm(store, (command) => {
          if (isGone || !isMet(command)) return undefined;
          isGone = true;
          store.proxy.setDown(true);
          return { cut: 'request' };
        });
        await voteExactly(this.test!, () => store.proxy.setDown(false));
        assert.ok(isGone, 'it went away');
      });

    it('a ballot that few members have is not acknowledged because it is there already', async () => {
      const code = open.codes.office1!.pop()!;
      let tries = 0;
      line.arm(store, (command) => {
        if (!isSealing(command)) return undefined;
        tries += 1;
        if (tries > 3) return undefined;
        const unconfirmed = faults.find(({ name }) => name.startsWith('64'))!;
        return unconfirmed.meddling;
      });
      const { ballot } = await voteInSpiteOfAll(test.app, open.wave._id, code, answers);
      assert.ok(tries > 3, `acknowledged after ${tries} tries`);
      acknowledged.push(ballot!);
    });

    it('counts exactly, whichever command of the count is struck', async function () {
      calm();
      const closedAt = test.clock.now();
      await WaveModel.updateOne({ _id: open.wave._id }, { $set: { state: 'closed', closedAt } });
      test.clock.advanceHours(50);
      const strikes = strikesOnEach(countFaults);
      line.arm(store, strikes.strike);
      let attempts = 0;
      for (; attempts < 200; attempts += 1) {
        const done = await count(test, open.wave._id).then(
          () => true,
          () => false,
        );
        if (done) break;
        // Work that broke off is taken up after a minute.
        test.clock.set(plusMs(test.clock.now(), 2 * minuteMs));
      }
      calm();
      const wave = await WaveModel.findById(open.wave._id).orFail().lean();
      const [responses, left] = await Promise.all(
        ['responses', 'ballots'].map((name) => store.db.collection(name).countDocuments()),
      );
      this.test!.title +=
        `: ${strikes.struck.size} strikes, ${attempts} attempts, ${acknowledged.length} ballots, ${responses} responses`;
      assert.equal(wave.state, 'counted');
      assert.deepEqual(
        [wave.count.received, wave.count.counted, responses, left],
        [acknowledged.length, acknowledged.length, acknowledged.length, 0],
      );
      const tallies = await store.db.collection('tallies').find().toArray();
      assert.equal(tallies.length, 2);
      assert.equal((await verifyAudit()).brokenAt, null);
      assert.ok(strikes.struck.size > 20, `${strikes.struck.size} strikes`);
    });
  });

const countFaults: Fault[] = faults.filter(({ name }) => /is cut|10107|91.*done all/.test(name));

/** Each fault once on each command (by name and collection). */
function strikesOnEach(each: Fault[]) {
  const struck = new Set<string>();
  return {
    struck,
    strike(command: Document) {
      const [[name, collection] = []] = Object.entries(command);
      if (['hello', 'ismaster', 'endSessions', 'eraseDeleted', 'ping'].includes(name ?? '')) return undefined;
      const fault = each.find((one) => !struck.has(`${name} ${collection} ${one.name}`));
      if (!fault) return undefined;
      struck.add(`${name} ${collection} ${fault.name}`);
      return fault.meddling;
    },
  };
}

async function count({ config, clock }: TestApp, id: string): Promise<void> {
  const wave = await WaveModel.findById(id).orFail().lean();
  if (wave.state === 'counted') return;
  await countWaveNow(wave, { actor: 'sara', now: clock.now() }, { config, clock }, async () => {});
}
