/** What an administrator can do with a launched wave now, and the notices at the top of its page. */
import type { Reader } from '../i18n/reader.ts';
import { countTasks, summariseDeliveries } from '../participation/delivery/summariseDeliveries.ts';
import { wavePath } from '../waves/paths.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveErasure } from '../waves/waveParts.ts';
import { isBeforeEnd, isReadyToCount } from '../waves/wavePhase.ts';
import { isRunning } from '../waves/waveState.ts';
import { lostInSteps } from './messages/queueSteps.ts';
import { unconfirmedKeepers } from './recovery/unconfirmedCopies.ts';
import { unreadComments } from './release/reviewComments.ts';

export interface Action {
  href: string;
  label: string;
  /** Class of the button: '' is the main one. */
  kind: '' | 'secondary' | 'danger';
}

export function waveActions(wave: Wave, now: Date, { t }: Reader): Action[] {
  const action = (page: string, kind: Action['kind'] = 'secondary'): Action => ({
    href: wavePath(wave._id, page),
    label: t(`campaigns:actions.${page}`),
    kind,
  });
  if (wave.imported) {
    const advice = wave.pilot && wave.state === 'released' ? [action('pilot', '')] : [];
    return wave.state === 'counted'
      ? [action('release', ''), action('comments')]
      : [...advice, action('comments')];
  }
  switch (wave.state) {
    case 'open': {
      const closing = isBeforeEnd(wave, now) ? [action('extension'), action('closure', 'danger')] : [];
      return [action('invitations', ''), action('printing'), ...closing];
    }
    case 'closed':
      return isReadyToCount(wave, now)
        ? [action('count', ''), action('withdrawal', 'danger')]
        : [action('printing'), action('withdrawal', 'danger')];
    case 'counted':
      return [action('release', ''), action('quality'), action('comments')];
    case 'released':
      return [
        ...(wave.pilot ? [action('pilot', '')] : []),
        ...[action('release'), action('quality'), action('comments'), action('series')],
      ];
    default:
      return [];
  }
}

export interface Notice {
  text: string;
  kind?: 'warning';
  href?: string;
  link?: string;
}

export async function noticesOf(wave: Wave, now: Date, { t, f }: Reader): Promise<Notice[]> {
  const notices: Notice[] = [];
  if (wave.purgedAt)
    notices.push({ text: t('campaigns:notices.purged', { date: f.dateLong(wave.purgedAt) }) });
  if (wave.erasure) notices.push(erasureNotice(wave.erasure, { t, f }));
  if (wave.imported) notices.push({ text: t('campaigns:notices.imported') });
  const waiting = wave.codeRequests.filter(({ decision }) => decision === 'waiting').length;
  if (waiting > 0) {
    const href = wavePath(wave._id, 'invitations');
    notices.push({
      text: t('campaigns:notices.codeRequests', { count: waiting }),
      href,
      link: t('campaigns:notices.decide'),
    });
  }
  const raises = wave.headcountCorrections.filter(({ decision }) => decision === 'waiting').length;
  if (raises > 0) {
    const href = wavePath(wave._id, 'headcounts');
    const text = t('campaigns:notices.headcounts', { count: raises });
    notices.push({ text, href, link: t('campaigns:notices.decide') });
  }
  if (isRunning(wave) && !isReadyToCount(wave, now)) {
    const href = wavePath(wave._id, 'recovery');
    notices.push({ text: t('campaigns:notices.recovery'), href, link: t('campaigns:notices.recoveryLink') });
  }
  const keepers = isRunning(wave) ? [] : unconfirmedKeepers(wave);
  if (keepers.length > 0)
    notices.push({
      kind: 'warning',
      text: t('recovery:notConfirmed', { count: keepers.length }),
      href: wavePath(wave._id, 'recovery'),
      link: t('campaigns:notices.recoveryLink'),
    });
  if (wave.state === 'open') notices.push(...(await messageNotices(wave, t)));
  const unread = await unreadComments(wave);
  if (unread > 0) {
    const href = wavePath(wave._id, 'comments');
    notices.push({
      text: t('campaigns:notices.comments', { count: unread }),
      href,
      link: t('campaigns:notices.read'),
    });
  }
  return notices;
}

/** Whether what was deleted is gone from the store's files, too. */
function erasureNotice({ result, at }: WaveErasure, { t, f }: Pick<Reader, 't' | 'f'>): Notice {
  const text = t(`campaigns:erasure.${result ?? 'due'}`, { date: at ? f.dateTime(at) : '' });
  return result === 'outOfReach' ? { text, kind: 'warning' } : { text };
}

/** Messages that somebody has to check, as long as another message can still lead to an answer. */
async function messageNotices(wave: Wave, t: Reader['t']): Promise<Notice[]> {
  const href = wavePath(wave._id, 'deliveries');
  const lost = lostInSteps(await summariseDeliveries(wave._id), wave);
  const counts = {
    tasks: await countTasks(wave._id),
    lost: lost.reduce((sum, { refused, failed }) => sum + refused + failed, 0),
  };
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([title, count]) => ({
      text: t(`delivery:${title}.title`, { count }),
      href,
      link: t('delivery:title'),
    }));
}
