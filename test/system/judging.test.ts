/** The limits of each part, on both sides of each, and that every verdict has its sentences in every language. */
import assert from 'node:assert/strict';
import { dayMs, minuteMs, plusMs } from '../../server/clock.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import type { Check } from '../../server/system/condition/check.ts';
import { judgeBackup } from '../../server/system/condition/judgeBackup.ts';
import { judgeCertificate } from '../../server/system/condition/judgeCertificate.ts';
import { judgeChannel } from '../../server/system/condition/judgeChannel.ts';
import { judgeJobs, judgeWaveJobs } from '../../server/system/condition/judgeJobs.ts';
import {
  judgeClock,
  judgeData,
  judgeDisk,
  judgeMemory,
  judgeStore,
} from '../../server/system/condition/judgeMachine.ts';
import { conditionTitle, presentCheck } from '../../server/system/condition/presentCondition.ts';
import { withDay } from '../../server/system/condition/storedCondition.ts';
import { noon } from '../support/fixedClock.ts';

const mb = 1024 ** 2;
const gb = 1024 * mb;
const after = (minutes: number) => plusMs(noon, minutes * minuteMs);
const disk = (free: number, data = mb) => judgeDisk({ free, size: 100 * gb, data });
const memory = (used: number, free = 8 * gb) => judgeMemory({ used, limit: gb, free });
const certificate = (days: number) => judgeCertificate({ endsAt: plusMs(noon, days * dayMs) }, noon);
const clock = (seconds: number) =>
  judgeClock({ now: noon, storeNow: plusMs(noon, seconds * 1000), checkedAt: null });
const failing = { failures: 3, problem: '535 5.7.8', failingSince: noon, retryAt: null, succeededAt: null };
const channel = (minutes: number, state = failing as Parameters<typeof judgeChannel>[1]['state']) =>
  judgeChannel('email', { isSetUp: true, state }, after(minutes));
const round = { name: 'waves', startedAt: null, endedAt: noon, failingSince: null, problem: '' };
const jobs = (minutes: number, change: object = {}, reportedAt: Date | null = after(minutes)) =>
  judgeJobs({ reportedAt, rounds: [{ ...round, ...change }] }, after(minutes));

const sound = { verifiedAt: noon, failingSince: null, problem: '', copyProblem: '', requestedAt: null };
const backup = (hours: number, change: object = {}, hasHook = true) =>
  judgeBackup({ isSetUp: true, hasHook, state: { ...sound, ...change } }, after(60 * hours));

const verdicts: [string, Check, Check['level']][] = [
  ['a store that writes', judgeStore(null), 'green'],
  ['a store that does not', judgeStore('the disk of DATA_DIR is full'), 'red'],
  ['a gigabyte free', disk(gb), 'green'],
  ['a little less', disk(gb - 1), 'amber'],
  ['a quarter of one', disk(256 * mb), 'amber'],
  ['less than that', disk(256 * mb - 1), 'red'],
  ['twice the data', disk(8 * gb, 4 * gb), 'green'],
  ['less than twice the data', disk(8 * gb - 1, 4 * gb), 'amber'],
  ['less than the data', disk(4 * gb - 1, 4 * gb), 'red'],
  ['a disk that cannot be read', judgeDisk({ problem: 'EACCES' }), 'amber'],
  ['no backups', judgeBackup({ isSetUp: false, hasHook: false, state: null }, noon), 'amber'],
  ['backups that are to come', judgeBackup({ isSetUp: true, hasHook: false, state: null }, noon), 'amber'],
  ['a backup of thirty hours', backup(30), 'green'],
  ['one that lies nowhere else', backup(1, {}, false), 'green'],
  ['one of more', backup(31), 'amber'],
  ['one of more than three days', backup(73), 'red'],
  ['one that failed', backup(1, { failingSince: noon, problem: 'EACCES' }), 'red'],
  ['the first one, when it failed', backup(1, { failingSince: noon, verifiedAt: null }), 'red'],
  ['one that could not be copied', backup(1, { copyProblem: 'exit 3' }), 'red'],
  ['seven tenths of the memory', memory(0.7 * gb), 'green'],
  ['more', memory(0.71 * gb), 'amber'],
  ['more than nine tenths', memory(0.91 * gb), 'red'],
  ['a machine with little memory left', memory(0, 255 * mb), 'amber'],
  ['with next to none', memory(0, 63 * mb), 'red'],
  ['a certificate of three weeks', certificate(21), 'green'],
  ['of less', certificate(20.9), 'amber'],
  ['of less than one', certificate(6.9), 'red'],
  ['one that ended', certificate(-0.1), 'red'],
  ['one that cannot be read', judgeCertificate({ problem: 'ECONNREFUSED' }, noon), 'amber'],
  ['clocks five seconds apart', clock(5), 'green'],
  ['six, the other way', clock(-6), 'amber'],
  ['more than a minute', clock(61), 'red'],
  ['a store that tells no time', judgeClock({ now: noon, storeNow: null, checkedAt: noon }), 'green'],
  ['a clock that went back', judgeClock({ now: noon, storeNow: noon, checkedAt: after(2) }), 'red'],
  ['mail that is not set up', judgeChannel('email', { isSetUp: false, state: failing }, noon), 'green'],
  ['mail that was never used', channel(0, null), 'green'],
  [
    'mail that works',
    channel(0, { ...failing, failures: 0, failingSince: null, succeededAt: noon }),
    'green',
  ],
  ['mail that fails', channel(0), 'amber'],
  ['an hour of it', channel(60), 'amber'],
  ['more', channel(61), 'red'],
  ['a pause in it', channel(1, { ...failing, retryAt: after(5) }), 'amber'],
  ['jobs that run', jobs(0), 'green'],
  ['jobs that have not reported', jobs(0, {}, null), 'green'],
  ['a job that fails', jobs(1, { failingSince: noon, problem: 'Error' }), 'amber'],
  ['for more than half an hour', jobs(31, { failingSince: noon, problem: 'Error' }), 'red'],
  ['a round of ten minutes', jobs(10, { startedAt: noon }), 'green'],
  ['of more', jobs(11, { startedAt: noon }), 'amber'],
  ['of more than thirty', jobs(31, { startedAt: noon }), 'red'],
  ['no report for six minutes', jobs(6, {}, noon), 'amber'],
  ['for half an hour', jobs(31, {}, noon), 'red'],
  ['no work on waves', judgeWaveJobs({ running: 0, unfinished: [] }), 'green'],
  ['some', judgeWaveJobs({ running: 1, unfinished: [] }), 'green'],
  ['some that nobody goes on with', judgeWaveJobs({ running: 1, unfinished: ['فرهنگ'] }), 'amber'],
  ['data of the same version', judgeData({ program: '1.0.0', stored: 3, known: 3 }), 'green'],
  ['data of another', judgeData({ program: '1.0.0', stored: 4, known: 3 }), 'red'],
];

describe('the condition of the system', () => {
  for (const [what, check, level] of verdicts)
    it(`is ${level} for ${what}`, () => assert.equal(check.level, level));

  it('says each verdict in words, with what to do where it is not green', () => {
    for (const language of ['fa', 'en'] as const)
      for (const [what, check] of verdicts) {
        const { finding, advice, rule } = presentCheck(check, readerOfLanguage(language));
        for (const text of [finding, rule]) assert.doesNotMatch(text, /^[a-z]+\.[a-z]|\{\{|undefined/i, what);
        if (check.level === 'green') assert.equal(advice, '');
        else assert.match(advice, /[.؛]/, `${what} in ${language}: ${advice}`);
        assert.doesNotMatch(advice, /^(advice|system)[.:]/, what);
      }
  });

  it('names the broken parts before those that need attention', () => {
    const title = conditionTitle([certificate(8), judgeStore('full'), disk(gb)], readerOfLanguage('en'));
    assert.equal(title, 'Database: broken; Certificate: needs attention');
  });

  it('keeps the worst of each of thirty days', () => {
    const days = Array.from({ length: 30 }, (_, n) => ({ day: `2026-10-${n + 1}`, level: 'green' as const }));
    const [first, ...rest] = days;
    assert.deepEqual(withDay(days, { day: '2026-11-01', level: 'red' }), [
      ...rest,
      { day: '2026-11-01', level: 'red' },
    ]);
    assert.deepEqual(withDay([{ day: 'd', level: 'red' }], { day: 'd', level: 'green' }), [
      { day: 'd', level: 'red' },
    ]);
    assert.equal(first?.level, 'green');
  });
});
