/** Moves through the questionnaire: forwards, back, by the browser's own buttons, and straight to a statement left blank. */
import { client, find } from './clientData.ts';
import { onKiosk } from './kioskMode.ts';
import { positionOf, showBlank, showStep, stepsOf } from './steps.ts';

interface GoOptions {
  /** Whether the browser's «back» leads here again. */
  push?: boolean;
  focus?: boolean;
}

export interface Navigation {
  /** A target past the last step is the last step. */
  goTo(target: number, how?: GoOptions): void;
  goBy(steps: number): void;
  goToItem(id: string): void;
  /** Groups the parts into steps anew, and stays at the open part. */
  rearrange(): void;
  /** How many steps are still to come; none on the last one, which has the button «Send». */
  stepsLeft(): number;
  /** The step that contains a part; 0 when none does. */
  stepOf(part: HTMLElement | undefined): number;
  /** Position of the open part among all parts. */
  openPart(): number;
}

/** @param onShow called after a step is shown */
export function openNavigation(form: HTMLElement, onShow: () => void): Navigation {
  let step = 0;
  let steps = stepsOf(form);
  const shown = () => steps[step] ?? [];

  function goTo(target: number, { push = !onKiosk, focus = true }: GoOptions = {}) {
    step = Math.min(Math.max(target, 0), steps.length - 1);
    showStep(form, steps, step, client.send);
    showBlank([]);
    if (push) history.pushState({ ...history.state, step, depth: (history.state?.depth ?? 0) + 1 }, '');
    if (focus) find('h2', shown()[0]).focus({ preventScroll: true });
    if (focus) scrollTo(0, 0);
    onShow();
  }

  function goToItem(id: string) {
    const item = find(`#${id}`, form);
    const target = steps.findIndex((parts) => parts.some((part) => part.contains(item)));
    goTo(target, { focus: false });
    item.scrollIntoView({ block: 'center' });
    find('input', item).focus({ preventScroll: true });
  }

  function stepOf(part: HTMLElement | undefined) {
    return part ? steps.findIndex((parts) => parts.includes(part)) : 0;
  }

  function rearrange() {
    const first = shown()[0];
    steps = stepsOf(form);
    const moved = stepOf(first);
    goTo(moved < 0 ? step : moved, { push: false, focus: false });
  }

  return {
    goTo,
    goToItem,
    stepOf,
    rearrange,
    goBy(count) {
      const left = count > 0 ? shown() : [];
      goTo(step + count);
      showBlank(left);
    },
    stepsLeft: () => steps.length - 1 - step,
    openPart: () => positionOf(form, shown()[0]),
  };
}
