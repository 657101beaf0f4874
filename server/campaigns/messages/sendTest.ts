/** A message for trying, to an address that the administrator types: by mail or by SMS, past the queue, with a code that works nowhere. */
import type { Config } from '../../config.ts';
import { randomId } from '../../database/randomId.ts';
import type { Language } from '../../i18n/languages.ts';
import { translator } from '../../i18n/translator.ts';
import { newCode } from '../../participation/code.ts';
import { mailComposer } from '../../participation/delivery/composeMail.ts';
import { composeSms } from '../../participation/delivery/composeSms.ts';
import { openSenders } from '../../participation/delivery/senders.ts';
import { readMailAddress } from '../../tables/reading/readMailAddress.ts';
import { readMobile } from '../../tables/reading/readMobile.ts';
import type { Wave } from '../../waves/wave.ts';
import type { Words } from '../../waves/waveParts.ts';
import { sampleLink } from '../../waves/words/fillWords.ts';
import { isToManagers, leadsSomewhere, type MessageKind } from '../../waves/words/messageKinds.ts';
import { languagesOf } from '../../waves/words/messageLanguages.ts';

export interface TestMessage {
  wave: Wave;
  kind: MessageKind;
  /** As typed. */
  to: string;
  /** In place of those of the wave. */
  written?: { language: Language; words: Words };
  /** Of who tries it. */
  name: string;
}

/** What to say about it, as a key of `delivery:test`. */
export interface TestResult {
  message: 'sent' | 'malformed' | 'notConfigured' | 'noSms' | 'failed';
  values: Record<string, unknown>;
}

/** What a message to a manager holds of its reader, as far as a sample can. */
export function sampleOwn(
  kind: MessageKind,
  { wave, name, baseUrl }: Pick<TestMessage, 'wave' | 'name'> & { baseUrl: string },
) {
  if (!isToManagers(kind)) return {};
  return { name, ...(leadsSomewhere(kind) && { reportLink: sampleLink(kind, wave._id, baseUrl) }) };
}

export async function sendTest(
  { wave, kind, to, written, name }: TestMessage,
  { mail, sms, baseUrl = '' }: Pick<Config, 'mail' | 'sms' | 'baseUrl'>,
): Promise<TestResult> {
  const [address, mobile] = [readMailAddress(to), readMobile(to)];
  const result = (message: TestResult['message'], values = {}): TestResult => ({ message, values });
  if (!address && !mobile) return result('malformed');
  if (address ? !mail : !sms) return result(address ? 'notConfigured' : 'noSms');
  const senders = openSenders({ mail, sms });
  const own = sampleOwn(kind, { wave, name, baseUrl });
  const code = newCode();
  try {
    const ids = { id: randomId(20) };
    const outcome = address
      ? await senders.email!.send(address, await testMail(), ids)
      : await senders.sms!.send(
          mobile!,
          composeSms(wave, kind, baseUrl, { code, ...own, ...(written && { words: written }) }),
          ids,
        );
    return outcome.kind === 'sent'
      ? result('sent', { to: address ?? mobile })
      : result('failed', { problem: outcome.problem });
  } finally {
    senders.close();
  }

  async function testMail() {
    const t = translator(written?.language ?? languagesOf(wave)[0]!);
    const options = {
      ...own,
      isPreview: true,
      ...(written && { language: written.language, words: written.words }),
    };
    const composed = (await mailComposer(wave, kind, baseUrl, options))(code);
    return {
      ...composed,
      subject: t('messages:test.subject', { subject: composed.subject }),
      text: `${t('messages:test.note')}\n\n${composed.text}`,
    };
  }
}
