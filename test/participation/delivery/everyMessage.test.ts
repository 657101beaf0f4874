/**
 * Every mail and SMS that the product can send, to readers of either language about things that have a name in the other: what is in
 * another language than its surroundings says so and runs in its own direction, and in plain text each line runs in that of its language.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { AccountModel } from '../../../server/accounts/account.ts';
import { composeSetPassword } from '../../../server/accounts/messages/composeSetPassword.ts';
import { composeSignInNotice } from '../../../server/accounts/signInNotice.ts';
import { DigestSubscriptionModel, subscribe } from '../../../server/campaigns/digest/digestSubscription.ts';
import { sendDigests } from '../../../server/campaigns/digest/sendDigests.ts';
import { checkInMessage } from '../../../server/campaigns/messages/checkInNotices.ts';
import { directionOf, isLanguage, type Language } from '../../../server/i18n/languages.ts';
import { composeAddressNotice } from '../../../server/participation/delivery/composeAddressNotice.ts';
import { mailComposer } from '../../../server/participation/delivery/composeMail.ts';
import { composeSms } from '../../../server/participation/delivery/composeSms.ts';
import type { MailMessage, Outcome, Sender } from '../../../server/participation/delivery/outcome.ts';
import { composeNotice } from '../../../server/suggestionReview/suggestionJob.ts';
import { sendAlert } from '../../../server/system/condition/sendAlert.ts';
import { type Wave, WaveModel } from '../../../server/waves/wave.ts';
import { messageKinds } from '../../../server/waves/words/messageKinds.ts';
import { noon } from '../../support/fixedClock.ts';
import { account, people } from '../../support/people.ts';
import { situation } from '../../support/situation.ts';
import { testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';

const site = 'https://survey.example.ir';
const code = '7KQ2M9XD7KQ2M9XD7KQ2';
const names = {
  fa: { title: 'اعتماد به مدیران', sponsor: 'استانداری آذربایجان شرقی', person: 'سارا احمدی' },
  en: { title: 'Trust in managers', sponsor: 'Governor General of Tabriz', person: 'Sarah Miller' },
};
const both = ['fa', 'en'] as const;

interface Sent {
  name: string;
  /** Of its parts, one below the other. */
  languages: readonly Language[];
  mail: { subject: string; text: string; html: string } | null;
  sms: string | null;
}

/** Files that make a mail: one that is not asked here has been forgotten. */
const composers = [
  'accounts/messages/composeSetPassword.ts',
  'accounts/signInNotice.ts',
  'campaigns/digest/sendDigests.ts',
  'campaigns/messages/checkInNotices.ts',
  'participation/delivery/composeAddressNotice.ts',
  'participation/delivery/composeMail.ts',
  'suggestionReview/suggestionJob.ts',
  'system/condition/sendAlert.ts',
];

/** Pieces of text and the language that the closest element tells of them, those that are codes and addresses aside. */
function pieces(html: string) {
  const $ = load(html);
  return $('body *')
    .contents()
    .toArray()
    .flatMap((node) => (node.type === 'text' && node.data.trim() ? [{ node, text: node.data }] : []))
    .filter(({ node }) => $(node).closest('[translate="no"]').length === 0)
    .map(({ node, text }) => ({
      text: text.trim(),
      language: $(node).closest('[lang]').attr('lang') ?? '',
      direction: $(node).closest('[dir]').attr('dir') ?? '',
    }));
}

/** Without addresses, whose words are no language. */
const words = (text: string) => text.replace(/https?:\/\/\S+/g, '');
const isForeign: Record<Language, RegExp> = {
  fa: /\p{Script=Latin}{2,} \p{Script=Latin}{2,}/u,
  en: /\p{Script=Arabic}/u,
  azb: /(?!)/u,
};

/** What is left of a line of an SMS are the words of its language. */
const withoutNames = (line: string) =>
  both
    .flatMap((named) => Object.values(names[named]))
    .reduce((left, name) => left.replaceAll(name, ''), line);

/** In which direction a line of plain text runs: that of its first letter or mark, isolated parts aside. */
function lineDirection(line: string): 'rtl' | 'ltr' | null {
  const outside = line.replace(/[\u2066-\u2068][^\u2066-\u2069]*\u2069/g, '');
  const [first] = /[\p{L}\u200e\u200f]/u.exec(outside) ?? [];
  if (first === undefined) return null;
  return /[\p{Script=Arabic}\u200f]/u.test(first) ? 'rtl' : 'ltr';
}

describe('every message that is sent', () => {
  useDatabase({ emptyEach: false });
  const sent: Sent[] = [];

  before(async () => {
    const { config } = await testApp();
    const { wave } = await situation.openWave({ keyDir: config.keyDir, offices: 1, invitations: 0 });
    for (const named of both) {
      const about = ofWave(wave, named);
      for (const languages of [['fa'], ['en'], ['fa', 'en']] as Language[][])
        for (const kind of messageKinds) sent.push(await toPeople(about, kind, languages, named));
      const { email, sms } = composeAddressNotice(about, site);
      sent.push({ name: `new address, named in ${named}`, languages: ['fa'], mail: email, sms });
      for (const language of both) {
        const someone = {
          ...{ _id: `${named}-${language}`, username: 'sara', displayName: names[named].person, language },
          role: 'analyst' as const,
        };
        const device = { browser: 'Firefox', system: 'Linux' } as never;
        const link = await composeSetPassword(someone as never, site, noon);
        const checkIn = checkInMessage(someone, site, '2026-12-01');
        const to = `to a reader of ${language} named in ${named}`;
        const languages = [language];
        sent.push(
          { name: `link ${to}`, languages, mail: link.email, sms: link.sms },
          {
            name: `sign-in ${to}`,
            languages,
            mail: composeSignInNotice(someone, device, noon, site),
            sms: null,
          },
          { name: `check-in ${to}`, languages, mail: checkIn.email, sms: checkIn.sms },
          { name: `suggestion ${to}`, languages, mail: composeNotice(someone, site), sms: null },
          { name: `digest ${to}`, languages, mail: await digest(about, language), sms: null },
          { name: `alert ${to}`, languages, mail: await alert(language), sms: null },
        );
      }
    }
  });

  function ofWave(wave: Wave, named: 'fa' | 'en'): Wave {
    const { title, sponsor } = names[named];
    return {
      ...wave,
      title,
      audiences: ['managers', 'public'],
      firstPage: { ...wave.firstPage, sponsor },
      keysFingerprint: 'ABCD EFGH',
    };
  }

  /** What a job hands to the mail server. */
  async function handedOver(send: (sender: Sender<MailMessage>) => Promise<number>): Promise<MailMessage> {
    const taken: MailMessage[] = [];
    const sender: Sender<MailMessage> = {
      async send(_to, mail) {
        taken.push(mail);
        return { kind: 'sent' } as Outcome;
      },
      close() {},
    };
    assert.equal(await send(sender), 1);
    return taken[0]!;
  }

  async function digest({ _id, title, firstPage }: Wave, language: 'fa' | 'en') {
    const reader = await account(people.administrator);
    await AccountModel.updateOne({ _id: reader }, { $set: { language } });
    await WaveModel.updateOne({ _id }, { $set: { title, firstPage } });
    await DigestSubscriptionModel.deleteMany({});
    await subscribe(reader, 'reader@example.ir');
    return handedOver((sender) => sendDigests(sender, noon, site));
  }

  const alert = (language: 'fa' | 'en') =>
    handedOver((sender) =>
      sendAlert(
        [{ name: 'backup', level: 'red', finding: 'backup.none', values: {} }],
        [{ address: 'reader@example.ir', language }],
        sender,
        site,
      ),
    );

  async function toPeople(
    wave: Wave,
    kind: (typeof messageKinds)[number],
    messageLanguages: Language[],
    named: 'fa' | 'en',
  ): Promise<Sent> {
    const asked = { ...wave, messageLanguages };
    const options = { name: names[named].person, reportLink: `${site}/desk/reports/1/ea` };
    const mail = (await mailComposer(asked, kind, site, options))(code);
    const sms = composeSms(asked, kind, site, { code, ...options });
    const languages = messageLanguages;
    return { name: `${kind} in ${languages.join(' and ')}, named in ${named}`, languages, mail, sms };
  }

  it('is asked here: no other file makes a mail', () => {
    const making = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        file.endsWith('.ts') &&
        file !== 'http/shortMail.ts' &&
        /(?<!function )shortMail\(|<body dir=|renderView\(['"][\w/]*mail/i.test(
          readFileSync(join('server', file), 'utf8'),
        ),
    );
    assert.deepEqual(making.sort(), composers);
    assert.equal(sent.length, 2 * (3 * messageKinds.length + 1 + 2 * 6));
  });

  it('says of each part in another language which it is, and in which direction it runs', () => {
    let foreign = 0;
    for (const { name, languages, mail } of sent) {
      const html = mail?.html ?? '';
      const [first] = languages;
      const root = load(html)('html');
      assert.deepEqual([root.attr('lang'), root.attr('dir')], [first, directionOf(first!)], name);
      for (const { text, language, direction } of pieces(html)) {
        const place = `${name}: «${text}» as ${language} ${direction}`;
        assert.ok(isLanguage(language), place);
        assert.equal(direction, directionOf(language), place);
        assert.doesNotMatch(words(text), isForeign[language], place);
        if (language !== first) foreign += 1;
      }
    }
    assert.ok(foreign > 100, `${foreign} parts in another language`);
  });

  it('runs in plain text as its language does, line by line, and isolates names in its subject', () => {
    for (const { name, languages, mail } of sent) {
      const parts = (mail?.text ?? '').split(`\n\n${'—'.repeat(12)}\n\n`);
      assert.equal(parts.length, languages.length, name);
      for (const [at, part] of parts.entries())
        for (const line of part.split('\n').filter((one) => /\p{L}/u.test(words(one)))) {
          const bare = /^[!-~]*$/.test(line);
          if (!bare)
            assert.equal(lineDirection(line) ?? 'none', directionOf(languages[at]!), `${name}: ${line}`);
        }
      for (const [at, subject] of (mail?.subject ?? '').split(' | ').entries())
        assert.equal(lineDirection(subject), directionOf(languages[at]!), `${name}: ${subject}`);
    }
  });

  it('begins each line of an SMS in the language of that line', () => {
    for (const { name, languages, sms } of sent)
      for (const line of (sms ?? '').split('\n').filter((one) => /\p{L}/u.test(words(one)))) {
        const languageOf = /\p{Script=Arabic}/u.test(withoutNames(line)) ? 'rtl' : 'ltr';
        if (!/^https?:/.test(line)) assert.equal(lineDirection(words(line)), languageOf, `${name}: ${line}`);
        assert.ok(languages.length > 0);
      }
  });
});
