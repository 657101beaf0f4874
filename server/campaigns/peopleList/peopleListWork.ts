/**
 * The long work on people lists: reading a file and inviting its people. It runs in the process that got the
 * request, with its progress in the list; interrupted inviting is resumed by the next request for the list, interrupted reading is not,
 * because its file is lost.
 */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import type { Clock } from '../../clock.ts';
import { perStore } from '../../database/perStore.ts';
import { randomId } from '../../database/randomId.ts';
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { oneAfterAnother } from '../../http/oneAfterAnother.ts';
import { Overloaded } from '../../http/overloadGate.ts';
import { addressCipher } from '../../participation/addressCipher.ts';
import { recheckList } from '../../participation/peopleList/checkRows.ts';
import { inviteRows } from '../../participation/peopleList/inviteRows.ts';
import {
  type PeopleList,
  PeopleListModel,
  PeopleRowModel,
} from '../../participation/peopleList/peopleList.ts';
import { readList } from '../../participation/peopleList/readList.ts';
import { summariseList } from '../../participation/peopleList/summariseList.ts';
import type { ColumnAnswers } from '../../participation/peopleList/unreadContacts.ts';
import { auditWave } from '../../waves/auditWave.ts';
import type { Wave } from '../../waves/wave.ts';
import { isAbandoned } from '../../waves/waveJobs.ts';
import {
  consentNeeded,
  invitationsLeft,
  maxInvitations,
  useConsents,
} from '../invitations/invitationAllowance.ts';
import { requireInviting } from '../requireState.ts';

/** What the work needs besides the list. */
export interface ListPlace {
  clock: Clock;
  keyDir: string;
}

const maxWaiting = 3;

/** By list. All apps of the process see it: two of them must not work on one list of their store. */
const runningWork = perStore(() => new Map<string, Promise<void>>());

/** A list keeps the thread that answers busy for half of the time; two at once would leave nothing for the others. */
const inOrder = oneAfterAnother(1, maxWaiting);

function run(list: string, work: () => Promise<void>): void {
  const running = runningWork();
  const done = inOrder(work)
    .catch(() => undefined)
    .finally(() => running.delete(list));
  running.set(list, done);
}

/** Resolves when this process works on no list of its store (graceful stop, tests). */
export async function peopleListsFinished(): Promise<void> {
  const running = runningWork();
  while (running.size > 0) await Promise.all(running.values());
}

/** @throws NotFound */
export async function getList(wave: string, id: string): Promise<PeopleList> {
  const list = await PeopleListModel.findOne({ _id: id, wave }).lean();
  if (!list) throw new NotFound('peopleList:notFound');
  return list;
}

/** Stores the list and starts reading the file. @throws Conflict unless the wave is open, Overloaded while others are read */
export async function startList(
  wave: Wave,
  file: { name: string; bytes: Buffer; answers?: ColumnAnswers },
  auditContext: AuditContext,
  place: ListPlace,
): Promise<string> {
  requireInviting(wave);
  if (runningWork().size >= maxWaiting) throw new Overloaded();
  const list = { _id: randomId(12), wave: wave._id };
  await PeopleListModel.create({
    ...list,
    fileName: file.name.slice(0, 120),
    by: auditContext.actor,
    at: auditContext.now,
    beatAt: auditContext.now,
  });
  const allowance = await invitationsLeft(wave);
  run(list._id, () => readList({ list, ...file, offices: wave.offices, allowance, ...place }));
  return list._id;
}

/** Resumes work on a list that no process works on any more. */
export async function resumeList(list: PeopleList, wave: Wave, place: ListPlace): Promise<void> {
  if (runningWork().has(list._id) || !isAbandoned(list, place.clock.now())) return;
  if (list.state === 'reading') {
    await PeopleRowModel.deleteMany({ list: list._id });
    await PeopleListModel.updateOne(
      { _id: list._id, state: 'reading' },
      { $set: { state: 'broken', reason: 'interrupted' } },
    );
  }
  if (list.state !== 'inviting') return;
  const taken = await PeopleListModel.updateOne(
    { _id: list._id, beatAt: list.beatAt },
    { $set: { beatAt: place.clock.now() } },
  );
  const max = await maxInvitations(wave);
  if (taken.modifiedCount === 1) run(list._id, () => inviteRows(list, wave, max, place));
}

/** Checks the rows again, after an approval, a corrected headcount or other invitations. @returns how many changed */
export async function recheck(list: PeopleList, wave: Wave, { keyDir }: ListPlace): Promise<number> {
  const cipher = addressCipher(keyDir, wave._id);
  return recheckList(list._id, wave._id, { allowance: await invitationsLeft(wave), cipher });
}

/**
 * Invites the people of the good rows. Where this exceeds the headcount, it uses up approvals of a second administrator.
 * @throws Conflict when the wave is not open, the list is being worked on, or the check of its rows has changed
 */
export async function invitePeople(
  list: PeopleList,
  wave: Wave,
  auditContext: AuditContext,
  place: ListPlace,
): Promise<void> {
  requireInviting(wave);
  if (list.state !== 'ready' && list.state !== 'done') throw new Conflict('peopleList:conflict.underWay');
  if ((await recheck(list, wave, place)) > 0) throw new Conflict('peopleList:conflict.changed');
  const { good, count, channels } = await summariseList(list._id);
  if (count === 0) throw new Conflict('peopleList:conflict.nobody');
  const asked = new Map([...good].map(([office, { email, sms, slip }]) => [office, email + sms + slip]));
  const consents = await consentNeeded(wave, asked);
  const slips = [...good].flatMap(([office, { slip }]) => (slip > 0 ? [{ office, count: slip }] : []));
  const started = await PeopleListModel.updateOne(
    { _id: list._id, state: list.state },
    {
      $set: {
        state: 'inviting',
        done: 0,
        total: count,
        beatAt: auditContext.now,
        slips: [...openSlips(list), ...slips],
        slipsMade: false,
      },
    },
  );
  if (started.modifiedCount === 0) throw new Conflict('peopleList:conflict.underWay');
  await useConsents(wave, consents, auditContext);
  await auditWave(auditContext, 'wave.peopleInvited', wave._id, { list: list._id, ...channels });
  const max = await maxInvitations(wave);
  run(list._id, () => inviteRows(list, wave, max, place));
}

/** Slips from an earlier invitation of the list that nobody has made yet. */
const openSlips = (list: PeopleList) => (list.slipsMade ? [] : list.slips);
