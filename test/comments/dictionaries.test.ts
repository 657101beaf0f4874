/**
 * Dictionaries that people edit: what is refused and remarked, that an edit holds from the next count on, and that nobody can ask by edits how
 * many people wrote a word.
 */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { checkDictionary, isRefused } from '../../server/comments/dictionaries/checkDictionary.ts';
import { DictionaryModel } from '../../server/comments/dictionaries/storedDictionary.ts';
import { findCircles } from '../../server/comments/findCircles.ts';
import { countFeatures } from '../../server/comments/themes/countFeatures.ts';
import { currentThemes } from '../../server/comments/themes/currentThemes.ts';
import { PublishedThemesModel } from '../../server/comments/themes/publishedThemes.ts';
import { publishThemes } from '../../server/comments/themes/publishThemes.ts';
import { shippedDictionary } from '../../server/comments/themes/shippedDictionary.ts';
import { loadInstruments } from '../../server/instruments/loadInstruments.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { survey } from '../reportPages/storedWave.ts';
import { smallWave } from '../reports/smallWave.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { queriesOf } from '../support/sentQueries.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { formFields } from '../workshop/supportWorkshop.ts';

const kindsOf = (entries: Record<string, string[]>, common: [string, number][] = []) => {
  const before = { writers: 40, words: new Map(common), dimensions: new Map<string, number>() };
  const rows = [...checkDictionary(entries, before).values()].flat();
  return rows.map((row) => [row.entry, isRefused(row), row.notes.map(({ kind }) => kind)]);
};

describe('the check of a dictionary', () => {
  it('refuses entries without a word, without meaning, and of two dimensions in whatever form', () => {
    const entries = { one: ['؟!', 'و', 'جلسه‌ها'], two: ['جلسات', 'پاداش'] };
    assert.deepEqual(kindsOf(entries), [
      ['؟!', true, ['noWord']],
      ['و', true, ['saysNothing']],
      ['جلسه‌ها', true, ['twice']],
      ['جلسات', true, ['twice']],
      ['پاداش', false, []],
    ]);
  });

  it('remarks what is repeated, short, usual, common at the last count, or holds an entry of another dimension', () => {
    const entries = { one: ['هم‌فکری', 'همفکری', 'ید', 'مدیران', 'آموزش', 'میز خدمت'], two: ['خدمات'] };
    assert.deepEqual(
      kindsOf(entries, [['اموزش', 20]]).map(([entry, refused, kinds]) => [entry, refused, kinds].flat()),
      [
        ['هم‌فکری', false],
        ['همفکری', false, 'repeated'],
        ['ید', false, 'short'],
        ['مدیران', false, 'usual'],
        ['آموزش', false, 'common'],
        ['میز خدمت', false, 'holds'],
        ['خدمات', false],
      ],
    );
    assert.deepEqual(kindsOf({ one: ['آموزش'] }, [['اموزش', 10]])[0]?.[2], [], 'a quarter is not half');
  });

  it('refuses nothing of the dictionaries that the product comes with', () => {
    for (const { id } of loadInstruments('surveys')) {
      const rows = [...checkDictionary(shippedDictionary(id), null)].flatMap(([, all]) => all);
      const refused = rows.filter(isRefused).map(({ entry }) => entry);
      assert.deepEqual(refused, [], id);
      const usual = rows.filter(({ notes }) => notes.some(({ kind }) => kind === 'usual'));
      assert.deepEqual(
        usual.map(({ entry }) => entry),
        [],
        id,
      );
    }
  });
});

describe('two themes of the same comments', () => {
  const theme = (dimension: string, ...words: string[]) => ({ instrument: 'any', dimension, words });
  const many = (count: number, text: string) => Array.from({ length: count }, () => ({ unit: 0, text }));
  const shown = (comments: { unit: number; text: string }[], ...themes: ReturnType<typeof theme>[]) =>
    countFeatures(comments, themes, { units: 1, least: 10 })
      .filter(({ kind }) => kind === 'theme')
      .map(({ id }) => id);

  it('are not both counted where the lists less one another would count who wrote one name', () => {
    const comments = [...many(30, 'پاداش'), ...many(4, 'رستمی'), ...many(20, 'آموزش')];
    const asked = shown(comments, theme('one', 'پاداش', 'رستمی'), theme('two', 'پاداش'));
    assert.deepEqual(asked, ['any one']);
    const padded = shown(
      [...comments, ...many(2, 'زززز')],
      theme('one', 'پاداش', 'رستمی'),
      theme('two', 'پاداش', 'زززز'),
    );
    assert.equal(padded.length, 1, 'nor with a word of the asker’s own');
  });

  it('are both counted where ten people or more name each without the other', () => {
    const comments = [...many(10, 'پاداش'), ...many(15, 'پاداش و آموزش'), ...many(10, 'آموزش')];
    assert.deepEqual(shown(comments, theme('one', 'پاداش'), theme('two', 'آموزش')), ['any one', 'any two']);
    assert.equal(shown(comments.slice(1), theme('one', 'پاداش'), theme('two', 'آموزش')).length, 1);
  });
});

describe('an edited dictionary', () => {
  useDatabase();
  let app: Express;
  let agent: Agent;
  const page = '/desk/instruments/culture/themes';

  beforeEach(async () => {
    ({ app } = await testApp());
    agent = await signInAs(app, people.administrator);
  });

  const form = async () => {
    const got = await agent.get(page).expect(200);
    const fields = formFields(got.text, 'main form');
    const change = (more: Record<string, string>) => ({ ...fields, ...more }) as Record<string, string>;
    return { fields, change };
  };

  it('is saved over the version that was shown, once, and the trail says how many entries came and went', async () => {
    const { change } = await form();
    const edited = change({ 'entries-mission': 'افق بلند\nآرمان', trial: 'به آرمان‌هایمان نرسیده‌ایم' });
    const checked = await agent.post(`${page}/check`).type('form').send(edited).expect(200);
    assert.match(load(checked.text)('main').text(), /آرمان/);
    assert.equal(await DictionaryModel.countDocuments(), 0, 'looking stores nothing');
    assert.ok(
      load(checked.text)('main form ul strong').length === 1,
      'the tried sentence names one dimension',
    );
    await agent.post(page).type('form').send(edited).expect(303);
    const late = await agent.post(page).type('form').send(edited).expect(422);
    assert.match(late.text, /error-summary/);
    const stored = await DictionaryModel.findById('culture').orFail().lean();
    assert.deepEqual([stored.version, stored.entries.mission], [1, ['افق بلند', 'آرمان']]);
    const entry = await AuditModel.findOne({ action: 'instrument.dictionary' }).orFail().lean();
    const before = shippedDictionary('culture').mission?.length ?? 0;
    assert.deepEqual(entry.detail, { version: 1, added: 2, removed: before });
    assert.doesNotMatch(JSON.stringify(entry), /آرمان/);
  });

  it('with a word in two dimensions is not saved, says so beside the field, and keeps what was typed', async () => {
    const { change } = await form();
    const typed = change({ 'entries-mission': 'جلسات\nافق' });
    const refused = await agent.post(page).type('form').send(typed).expect(422);
    const $ = load(refused.text);
    assert.equal($('#entries-mission').val(), 'جلسات\nافق');
    assert.ok($('#entries-mission-error').text().includes('جلسات'));
    assert.equal(await DictionaryModel.countDocuments(), 0);
  });

  it('answers for an instrument that there is not, and to nobody but administrators', async () => {
    await agent.get('/desk/instruments/nothing/themes').expect(404);
    const analyst = await signInAs(app, people.analyst);
    await analyst.get(page).expect(403);
    const posted = await postForm(analyst, page, { version: '0' });
    assert.equal(posted.status, 403);
  });
});

describe('edits as questions to the comments of a counted wave', () => {
  useDatabase();
  const asked = { ...survey(), openQuestions: [{ id: 'comment', title: { fa: 'نظر' }, maxLength: 2000 }] };
  const answers = [Array.from({ length: 6 }, () => 3)];
  const { wave } = smallWave([asked], { root: { headcount: 90, answers } }, { id: 'w' });
  const edit = (entries: Record<string, string[]>) =>
    DictionaryModel.updateOne({ _id: asked.id }, { $set: { version: 1, entries } }, { upsert: true });
  const write = (count: number, text: string) =>
    CommentModel.insertMany(
      Array.from({ length: count }, (_, i) => ({
        ...{ _id: `${text}-${i}`, wave: 'w', unit: 'root', question: 'comment', text, review: 'approved' },
      })),
    );
  const published = () => PublishedThemesModel.find().lean();

  beforeEach(async () => {
    await WaveModel.create({
      ...{ ...wave, title: 'و', commentsJoin: true },
      ...{ opensAt: new Date('2025-10-20'), closesAt: new Date('2025-11-10') },
    });
    await write(29, 'حقوق');
    await write(25, 'آموزش');
    await write(3, 'رستمی');
  });

  it('get the same answer whatever is edited afterwards', async () => {
    await edit({ pay: ['حقوق'] });
    await publishThemes('w');
    const first = await published();
    assert.deepEqual(Object.values(first[0]?.groups ?? {})[0]?.themes[0]?.persons, 20);
    for (const words of [['حقوق', 'رستمی'], ['رستمی'], ['آموزش']]) {
      await edit({ pay: words });
      await publishThemes('w');
      assert.deepEqual(await published(), first, words.join());
    }
    await CommentModel.updateMany({ text: 'حقوق' }, { $set: { text: '…' } });
    await publishThemes('w');
    assert.deepEqual(await published(), first, 'nor by comments that were redacted since');
  });

  it('find the circles of its comments stored once, as they are grouped', async () => {
    const stored = await WaveModel.findById('w').orFail().lean();
    const grouped = await findCircles(stored);
    assert.equal(grouped.get('comment')?.[0]?.writers, 57);
    await publishThemes('w');
    assert.deepEqual([...(await findCircles(stored))], [...grouped]);
    const sent = await queriesOf(async () => {
      await findCircles(stored);
    });
    assert.deepEqual(
      sent.map(({ collection }) => collection),
      ['commentCircles'],
    );
  });

  it('hold at the next count, which goes on with the dictionary that it began with', async () => {
    const [second] = asked.openQuestions;
    const questions = [{ ...second, id: 'another' }, ...asked.openQuestions];
    await WaveModel.updateOne(
      { _id: 'w' },
      { $set: { instruments: [{ ...asked, openQuestions: questions }] } },
    );
    await edit({ pay: ['حقوق', 'رستمی'] });
    await publishThemes('w');
    await edit({ pay: ['آموزش'] });
    await CommentModel.insertMany(
      Array.from({ length: 30 }, (_, i) => ({
        ...{ _id: `a-${i}`, wave: 'w', unit: 'root', question: 'another', text: i < 15 ? 'آموزش' : 'حقوق' },
      })),
    );
    // As if the process had ended between the two questions.
    await publishThemes('w');
    const dictionaries = (await published()).map(({ themes }) => themes.map(({ words }) => words));
    assert.deepEqual(dictionaries, [[['حقوق', 'رستمی']], [['حقوق', 'رستمی']]]);
    assert.deepEqual(
      (await currentThemes([asked])).map(({ words }) => words),
      [['آموزش']],
    );
  });

  it('show on the page that edits them nothing that reports do not show', async () => {
    const { app } = await testApp();
    const agent = await signInAs(app, people.administrator);
    const page = '/desk/instruments/culture/themes';
    const changes = { state: 'released', instruments: [{ ...asked, id: 'culture' }] };
    await WaveModel.updateOne({ _id: 'w' }, { $set: changes });
    await write(16, 'حقوق من');
    await publishThemes('w');
    const ask = async (word: string) => {
      const fields = formFields((await agent.get(page)).text, 'main form');
      const empty = Object.keys(fields).filter((name) => name.startsWith('entries-'));
      const sent = {
        ...fields,
        ...Object.fromEntries(empty.map((name) => [name, ''])),
        'entries-mission': word,
      };
      const { text } = await agent.post(`${page}/check`).type('form').send(sent).expect(200);
      return load(text)('main')
        .text()
        .replaceAll(word, '·')
        .replaceAll(/[ \n]+/g, ' ');
    };
    assert.equal(await ask('رستمی'), await ask('بهمنی'), 'three wrote the one, nobody the other');
    assert.notEqual(await ask('حقوق'), await ask('بهمنی'), 'half of all is shown by the reports, too');
    await WaveModel.updateOne({ _id: 'w' }, { $set: { state: 'counted' } });
    assert.equal(await ask('حقوق'), await ask('بهمنی'), 'nothing before the release');
  });
});
