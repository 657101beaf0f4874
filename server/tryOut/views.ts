/** What the pages of the try-out are given. */
import type { Given } from '../http/viewLocals.ts';
import type { presentTryOut } from './presentTryOut.ts';

type TryOutPage = Given<typeof presentTryOut>;

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'tryOut/marked': { note: string; html: string };
    'tryOut/show': TryOutPage;
    'tryOut/_start': Pick<TryOutPage, 'instruments'>;
    'tryOut/_begun': Pick<TryOutPage, 'state'> & { begun: NonNullable<TryOutPage['begun']> };
  }
}
