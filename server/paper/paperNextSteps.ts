/** What a clerk should do next: enter papers, as long as a wave accepts them. */
import type { NextSteps } from '../accounts/homeParts.ts';
import type { Clock } from '../clock.ts';
import { presentWaves } from './present.ts';

export const papersPath = '/desk/papers';

export function paperNextSteps(clock: Clock): NextSteps {
  return async ({ role, language }) => {
    if (role !== 'clerk' || (await presentWaves(clock.now(), language)).length === 0) return [];
    return [{ message: 'paper:next', href: papersPath }];
  };
}
