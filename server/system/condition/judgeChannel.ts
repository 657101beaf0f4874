/** Mail and SMS: whether what is sent gets through. A channel that is not set up is nobody's fault and stays green. */
import { minuteMs } from '../../clock.ts';
import type { Channel } from '../../participation/delivery/channel.ts';
import type { MessageChannel } from '../../participation/delivery/delivery.ts';
import { type Check, levelBy } from './check.ts';
import { thresholds } from './thresholds.ts';

export interface ChannelFacts {
  isSetUp: boolean;
  /** null when nothing was ever sent over it. */
  state: Pick<Channel, 'failures' | 'retryAt' | 'problem' | 'failingSince' | 'succeededAt'> | null;
}

export function judgeChannel(name: MessageChannel, { isSetUp, state }: ChannelFacts, now: Date): Check {
  const green = (finding: string, values: Check['values'] = {}): Check => ({
    name,
    level: 'green',
    finding: `channel.${finding}`,
    values,
  });
  if (!isSetUp) return green('off');
  if (state?.failingSince) {
    const { failingSince, retryAt, problem } = state;
    const minutes = (now.getTime() - failingSince.getTime()) / minuteMs;
    const level = levelBy(minutes > thresholds.channel.redMinutes, true);
    const values = { since: { at: failingSince }, reason: problem || '–' };
    return retryAt && retryAt > now
      ? { name, level, finding: 'channel.paused', values: { ...values, at: { at: retryAt } } }
      : { name, level, finding: 'channel.fails', values };
  }
  return state?.succeededAt ? green('works', { at: { at: state.succeededAt } }) : green('idle');
}
