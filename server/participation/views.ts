/** What the templates of participation are given: the way in, and a mail of a wave. */
import type { Filled } from '../waves/words/fillWords.ts';
import type { MailLocals, MailPart } from './delivery/composeMail.ts';

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    /** `codeError` is a locale key or ''. */
    'participation/_code': { code: string; codeError: string };
    'participation/_privacyPoints': { part: string; keys: string[] };
    'participation/delivery/mailHtml': MailLocals & { parts: MailPart[] };
    'participation/delivery/mailLine': { runs: readonly Filled[]; foreignIn(text: string): string };
    'participation/delivery/mailPart': MailLocals & { part: MailPart; others: readonly MailPart[] };
    'participation/delivery/mailText': MailLocals & { part: MailPart };
    'participation/home': { code: string; codeError: string };
    'participation/privacy': { readers: readonly string[] };
  }
}
