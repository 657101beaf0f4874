/** The office at the top of a wave: the one whose report is that of the whole. */
import { rootsOf } from '../offices/officeTree.ts';
import type { Wave } from './wave.ts';

/** Its code; empty for a draft without offices. Launch and imports see to it that there is one root. */
export function rootOffice({ offices }: Pick<Wave, 'offices'>): string {
  return rootsOf(offices)[0]?.code ?? '';
}
