/** What the templates of kits are given. */
import type { Given } from '../http/viewLocals.ts';
import type { presentKit, presentProvinceKit } from './presentKit.ts';

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'kit/_guide': { guide: Given<typeof presentKit>['guide'] };
    'kit/province': { title: string; kit: Given<typeof presentProvinceKit> };
    'kit/show': { title: string; kit: Given<typeof presentKit> };
  }
}
