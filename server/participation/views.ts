/** What the templates of participation are given: the way in, and the invitation as a mail. */
import type { Wave } from '../waves/wave.ts';
import type { Purpose } from './delivery/delivery.ts';

interface Invitation {
  wave: Pick<Wave, 'title' | 'firstPage' | 'closesAt' | 'minimum' | 'minimumDetail' | 'keysFingerprint'>;
  purpose: Purpose;
  promise: string;
  minutes: number;
  paragraphs: string[];
  link: string;
  code: string;
  home: string;
  isolated(text: string): string;
}

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    /** `codeError` is a locale key or ''. */
    'participation/_code': { code: string; codeError: string };
    'participation/_privacyPoints': { part: string; keys: string[] };
    'participation/delivery/mailHtml': Invitation & { title: string };
    'participation/delivery/mailText': Invitation;
    'participation/home': { code: string; codeError: string };
    'participation/privacy': { readers: readonly string[] };
  }
}
