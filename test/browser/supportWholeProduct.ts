/** One situation in which every page of the product has something to show: two released waves, an open one, a draft, people. */
import { issueFirstAdministratorToken } from '../../server/accounts/firstAdministrator.ts';
import { issueSetPasswordToken } from '../../server/accounts/setPassword.ts';
import { peopleListsFinished, startList } from '../../server/campaigns/peopleList/peopleListWork.ts';
import { beginCoding } from '../../server/comments/coding/changeCoding.ts';
import { CodingMarkModel, CodingModel, markId } from '../../server/comments/coding/coding.ts';
import { StoredCirclesModel } from '../../server/comments/storedCircles.ts';
import { demoComments } from '../../server/demo/demoComments.ts';
import { createDemoOpinions } from '../../server/demo/demoOpinions.ts';
import {
  createPastWave,
  demoDay,
  demoFirstPage,
  demoQuestionnaire,
  type Province,
  waveOffice,
} from '../../server/demo/demoWaves.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { type Office, OfficeModel } from '../../server/offices/office.ts';
import { drawStart } from '../../server/plans/drawStart.ts';
import { planForm } from '../../server/plans/forms.ts';
import { createPlan } from '../../server/plans/savePlan.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { deliverItems } from '../../server/suggestions/deliverItems.ts';
import { sendPlainly } from '../../server/suggestions/plainWay.ts';
import { SuggestionModel } from '../../server/suggestions/suggestion.ts';
import { WaitingItemModel } from '../../server/suggestions/waitingItem.ts';
import { answerTryOut, countTryOut, startTryOut } from '../../server/tryOut/changeTryOut.ts';
import { TryOutModel } from '../../server/tryOut/tryOut.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { beginDraft } from '../../server/workshop/draft/beginDraft.ts';
import { getDraft } from '../../server/workshop/draft/getDraft.ts';
import { saveState } from '../../server/workshop/draft/saveState.ts';
import { smallProvince } from '../campaigns/situation.ts';
import { planFields } from '../plans/releasedWave.ts';
import { fixedClock, noon } from '../support/fixedClock.ts';
import { account, people } from '../support/people.ts';
import { instrument, situation } from '../support/situation.ts';

/** What the addresses of its pages are made of. */
export interface WholeProduct {
  open: string;
  draft: string;
  released: string;
  /** A people list of the open wave with rows to mend. */
  peopleList: string;
  /** Tokens of links that have not been used. */
  setPassword: string;
  firstAdministrator: string;
  /** As the desk calls it. */
  suggestion: string;
  /** Of `released`, still a draft; a dimension of the wave before was drawn by lot. */
  plan: string;
  /** Two codings of comments of `released`: one that its readers are at, one that both have finished. */
  coding: string;
  coded: string;
}

export async function wholeProduct(keyDir: string): Promise<WholeProduct> {
  await smallProvince();
  const province = await provinceOf(await OfficeModel.find().lean());
  await createPastWave(province, past('earlier', 735, null, 0), () => undefined);
  await createPastWave(province, past('released', 370, 'earlier', 1), () => undefined);
  // Not yet for everyone: an administrator may look at what everyone will read.
  await WaveModel.updateOne(
    { _id: 'earlier' },
    { $set: { releasedTo: ['managers', 'employees'], pilot: true } },
  );
  const unread = await CommentModel.findOne({ wave: 'released' });
  await CommentModel.updateOne({ _id: unread?._id }, { $set: { review: 'pending' } });
  const { wave } = await situation.openWave({ keyDir, offices: 2, invitations: 2 });
  await draft(province);
  await localQuestions();
  await writtenInstrument();
  const manager = { ...people.manager, grants: [{ office: 'ea', from: null, to: null }] };
  for (const person of [
    people.administrator,
    manager,
    people.analyst,
    people.auditor,
    people.clerk,
    people.reviewer,
  ])
    await account(person);
  await moreComments();
  await tryOut();
  return {
    open: wave._id,
    draft: 'draft',
    released: 'released',
    peopleList: await peopleList(wave, keyDir),
    setPassword: (await issueSetPasswordToken(people.auditor.username, noon)).token,
    firstAdministrator: await issueFirstAdministratorToken(),
    suggestion: await suggestion(keyDir),
    plan: await plan(),
    coding: await coding([]),
    coded: await coding([people.administrator.username, people.analyst.username]),
  };
}

/** The administrator's own, with results. */
async function tryOut(): Promise<void> {
  const context = { actor: people.administrator.username, now: noon };
  await startTryOut('trust', context);
  const [code = ''] = (await TryOutModel.findById(context.actor).orFail().lean()).unused;
  const asked = compileQuestionnaire([instrument('trust')]);
  const items = Uint8Array.from(asked.items, () => 4);
  const demographics = new Uint8Array(asked.demographics.length);
  await answerTryOut(context.actor, code, { unit: 'sampleLarge', items, demographics });
  await countTryOut(context);
}

/** Questions of offices: two that wait in the draft, and results in a report. */
async function localQuestions(): Promise<void> {
  const questions = [{ fa: 'سامانهٔ جدید حضور و غیاب کار ما را آسان کرده است.', en: 'The new clock works.' }];
  const waiting = { questions, decision: 'waiting', by: 'karim', decidedBy: null, note: '' };
  const returned = { ...waiting, decision: 'returned', note: 'کوتاه‌تر بنویسید' };
  await WaveModel.updateOne(
    { _id: 'draft' },
    {
      $set: {
        localOpen: true,
        localBlocks: [
          { ...waiting, office: 'ahar' },
          { ...returned, office: 'ea' },
        ],
      },
    },
  );
  const text = questions[0]!;
  const shown = { n: 31, mean: 61.3, ci95: [52.1, 70.5], agree: 0.5, neutral: 0.3, disagree: 0.2 };
  const answers = [
    { text, ...shown, distribution: [2, 4, 9, 10, 6] },
    { text, bounded: { above: 60 } },
    { text, suppressed: 'tooFew' },
  ];
  await PublishedReportModel.updateOne(
    { _id: 'released:ea:subtree' },
    { $set: { local: [{ office: 'ea', answers }] } },
  );
}

/** A draft of the next version of an instrument that was asked, with an item that is other than before. */
async function writtenInstrument(): Promise<void> {
  const context = { actor: people.administrator.username, now: noon };
  await beginDraft('trust', context);
  const begun = await getDraft('trust');
  const content = structuredClone(begun.content);
  const [item] = content.dimensions[0]!.items;
  item!.text.fa = 'مدیر مستقیم من همیشه کار را می‌شناسد و آن را توضیح می‌دهد.';
  await saveState(begun, { content, did: { name: 'itemChanged', values: { id: item!.id } } }, context);
}

async function peopleList(wave: Wave, keyDir: string): Promise<string> {
  const [office] = wave.offices;
  const lines = [
    'office,channel,address',
    `${office?.code},email,sara@example.ir`,
    `${office?.code},sms,0912 345 6789`,
    'nowhere,email,ali@example.ir',
    `${office?.code},email,not an address`,
  ];
  const clock = fixedClock();
  const file = { name: 'people.csv', bytes: Buffer.from(lines.join('\n')) };
  const list = await startList(
    wave,
    file,
    { actor: people.administrator.username, now: clock.now() },
    { clock, keyDir },
  );
  await peopleListsFinished();
  return list;
}

async function suggestion(keyDir: string): Promise<string> {
  const written = {
    office: 'ea',
    topic: 'work',
    text: 'برگهٔ راهنما جلوی در ورودی بگذاریم.',
    mayPublish: true,
  };
  await sendPlainly(written, [1, 2, 3, 4, 5, 6, 7, 8], { now: noon, keyDir });
  await deliverItems(await WaitingItemModel.find().lean(), keyDir, noon);
  const { review } = await SuggestionModel.findOneAndUpdate(
    {},
    { $set: { isPublic: true, title: 'برگهٔ راهنما', outcome: 'نصب شد.' } },
  )
    .orFail()
    .lean();
  return review;
}

async function plan(): Promise<string> {
  const released = await WaveModel.findById('released').orFail().lean();
  const form = planForm.parse(planFields());
  const context = { actor: people.manager.username, now: noon };
  const subject = { office: 'ea', scope: 'own' as const, dimension: 'integrity' };
  const made = await createPlan(released, subject, form, context);
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  const offices = ['ahar', 'hurand'];
  const draw = { instrument: 'culture', dimension: 'integrity', offices, count: 1 };
  await drawStart(await WaveModel.findById('earlier').orFail().lean(), draw, context);
  return made.id;
}

function past(id: string, daysAgo: number, previous: string | null, number: number) {
  return { id, title: 'فرهنگ و اعتماد', number, opensAt: demoDay(noon, -daysAgo), previous };
}

/** Enough people of one unit wrote for their comments to be read. */
async function moreComments(): Promise<void> {
  await StoredCirclesModel.deleteOne({ _id: 'released' });
  await CommentModel.insertMany(
    demoComments(8 * 14, 5).map((text, i) => ({
      ...{ _id: `more-${i}`, wave: 'released', unit: 'ea', question: 'comment', text, review: 'approved' },
    })),
  );
}

async function coding(finished: string[]): Promise<string> {
  const wave = await WaveModel.findById('released').orFail().lean();
  const coders: [string, string] = [people.administrator.username, people.analyst.username];
  const begun = { question: 'comment', instrument: 'culture', coders };
  const id = await beginCoding(wave, begun, { actor: people.administrator.username, now: noon });
  if (!id) throw new Error('too few comments are approved');
  const { comments } = await CodingModel.findById(id).orFail().lean();
  for (const coder of finished)
    for (const [i, comment] of comments.entries()) {
      const dimensions = (i + coder.length) % 3 === 0 ? ['mission'] : ['participation'];
      await CodingMarkModel.create({
        _id: markId(id, coder, comment),
        coding: id,
        coder,
        comment,
        dimensions,
      });
    }
  await CodingModel.updateOne({ _id: id }, { $set: { finished } });
  return id;
}

async function provinceOf(offices: Office[]): Promise<Province> {
  const instruments = [instrument('culture'), instrument('trust')];
  const questionnaire = demoQuestionnaire(instruments);
  const codes = offices.map(({ _id }) => _id);
  const opinions = createDemoOpinions(questionnaire, codes, 7);
  const frozen = offices.map((office) => waveOffice(office, office.headcount ?? null));
  return { offices: frozen, instruments, questionnaire, opinions, seed: 7 };
}

async function draft({ offices }: Province): Promise<void> {
  await WaveModel.create({
    _id: 'draft',
    title: 'فرهنگ مالی',
    state: 'draft',
    instrumentIds: ['financial'],
    offices,
    firstPage: demoFirstPage,
    opensAt: demoDay(noon, 30),
    closesAt: demoDay(noon, 51),
  });
}
