/** Walking through the questionnaire: forwards, back, by the browser's own buttons, and straight to a statement left blank. */
import { client, find } from './clientData.ts';
import { onKiosk } from './kioskMode.ts';
import { positionOf, showBlank, showStep, stepsOf } from './steps.ts';

interface GoOptions {
  /** Whether the browser's «back» shall lead here again. */
  push?: boolean;
  focus?: boolean;
}

export interface Navigation {
  /** A target past the last step is the last step. */
  goTo(target: number, how?: GoOptions): void;
  goBy(steps: number): void;
  goToItem(id: string): void;
  /** Puts the parts together anew, and stays where one is. */
  rearrange(): void;
  /** How many steps are yet to come; none on the last one, from which answers are sent. */
  stepsLeft(): number;
  /** The step that a part stands in; 0 when it stands in none. */
  stepOf(part: HTMLElement | undefined): number;
  /** Position of the open part among all parts. */
  openPart(): number;
  showBlankCount(): void;
}

/** @param arrived called whenever a step is shown */
export function openNavigation(form: HTMLElement, arrived: () => void): Navigation {
  let step = 0;
  let steps = stepsOf(form);
  const shown = () => steps[step] ?? [];

  function go(target: number, { push = !onKiosk, focus = true }: GoOptions = {}) {
    step = Math.min(Math.max(target, 0), steps.length - 1);
    showStep(form, steps, step, client.send);
    if (push) history.pushState({ step }, '');
    if (focus) find('h2', shown()[0]).focus({ preventScroll: true });
    if (focus) scrollTo(0, 0);
    arrived();
  }

  function toItem(id: string) {
    const item = find(`#${id}`, form);
    const target = steps.findIndex((parts) => parts.some((part) => part.contains(item)));
    go(target, { focus: false });
    item.scrollIntoView({ block: 'center' });
    find('input', item).focus({ preventScroll: true });
  }

  function stepOf(part: HTMLElement | undefined) {
    return part ? steps.findIndex((parts) => parts.includes(part)) : 0;
  }

  function arrange() {
    const first = shown()[0];
    steps = stepsOf(form);
    const kept = stepOf(first);
    go(kept < 0 ? step : kept, { push: false, focus: false });
  }

  return {
    goTo: go,
    goToItem: toItem,
    stepOf,
    rearrange: arrange,
    goBy: (count) => go(step + count),
    stepsLeft: () => steps.length - 1 - step,
    openPart: () => positionOf(form, shown()[0]),
    showBlankCount: () => showBlank(form, shown()),
  };
}
