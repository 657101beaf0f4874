/** What a clerk should do next: enter papers, as long as a wave accepts them. */
import type { NextSteps } from '../accounts/homeParts.ts';
import type { AppContext } from '../appContext.ts';
import { papersPath } from './paths.ts';
import { presentWaves } from './present.ts';

export function paperNextSteps({ clock }: Pick<AppContext, 'clock'>): NextSteps {
  return async ({ role, language }) => {
    if (role !== 'clerk' || (await presentWaves(clock.now(), language)).length === 0) return [];
    return [{ message: 'paper:next', button: 'paper', urgency: 'today', href: papersPath }];
  };
}
