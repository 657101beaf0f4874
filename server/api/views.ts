/** What the pages about programs are given. */
import type { Given } from '../http/viewLocals.ts';
import type { presentReference } from './reference/presentReference.ts';
import type { presentTokens } from './tokens/presentTokens.ts';
import type { presentWebhooks } from './webhooks/presentWebhooks.ts';

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'api/reference': Given<typeof presentReference> & { example: string; document: string };
    'api/webhooks': Given<typeof presentWebhooks> & {
      values: Record<string, unknown>;
      made: { url: string; secret: string } | null;
    };
    'api/tokens': Given<typeof presentTokens> & {
      values: Record<string, unknown>;
      made: { name: string; text: string } | null;
      officeRows: number;
      maxDays: number;
      reference: string;
    };
  }
}
