/** What the pages of the questions that offices add are given. */
import type { Given } from '../../http/viewLocals.ts';
import type { Localised } from '../../instruments/localised.ts';
import type { Wave } from '../../waves/wave.ts';
import type { TypedBlock } from './blockForm.ts';
import type { askableOffices, presentBlock, presentBlocks } from './presentBlocks.ts';

declare module '../../http/viewLocals.ts' {
  interface ViewLocals {
    'campaigns/localBlocks/edit': Given<typeof presentBlock> & {
      wave: Wave;
      title: string;
      rows: readonly number[];
      values: TypedBlock;
      /** What somebody else has written since; null where nobody has. */
      theirs: readonly Localised[] | null;
      began: string;
      back: string;
    };
    'campaigns/localBlocks/list': {
      wave: Wave;
      base: string;
      title: string;
      isOpen: boolean;
      blocks: Given<typeof presentBlocks>;
      choices: Given<typeof askableOffices>;
    };
    'campaigns/localBlocks/mine': {
      title: string;
      rows: readonly { wave: string; office: string; href: string; state: string }[];
    };
  }
}
