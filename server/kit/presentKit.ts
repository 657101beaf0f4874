/** The pages of kits: what there is for an office and what to say in a meeting; how far the kit of a whole wave is. */
import type { Reader } from '../i18n/reader.ts';
import { reportPaths } from '../reportPages/paths.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import { kitOffice } from './kitOffice.ts';
import { meetingGuide } from './meetingGuide.ts';
import { kitFiles } from './officeDocuments.ts';
import type { OfficeReading } from './officeReading.ts';
import { isBeingMade, type KitState, noRoom } from './storedKit.ts';

export function presentKit(reading: OfficeReading, reader: Reader) {
  const { t } = reader;
  const { wave, office: code, scope } = reading;
  const office = kitOffice(reading, reader);
  return {
    title: t('kit:title', { office: office.name }),
    waveLine: office.waveLine,
    notice: office.notice,
    report: reportPaths.report(wave._id, code, scope),
    sentences: office.parts.flatMap((part) => (part.hidden === null ? part.sentences.slice(0, 1) : [])),
    files: kitFiles.map((file) => {
      const name = file.replace(/\..*/, '') as 'summary' | 'report' | 'slides' | 'poster' | 'meeting';
      return {
        href: reportPaths.kitFile(wave._id, code, file, scope),
        name: t(`kit:document.${name}`),
        about: t(`kit:about.${name}`),
        format: t(file.endsWith('.pdf') ? 'kit:format.pdf' : 'kit:format.pptx'),
      };
    }),
    guide: meetingGuide(reading, office, reader),
  };
}

interface Standing {
  state: KitState | null;
  /** The file is on this machine. */
  isThere: boolean;
  now: Date;
}

export function presentProvinceKit(wave: Wave, { state, isThere, now }: Standing, { t, f }: Reader) {
  const isMaking = state !== null && isBeingMade(state, now);
  const isMade = !isMaking && isThere && Boolean(state?.sha256);
  const megabytes = f.number((state?.bytes ?? 0) / 1_000_000, { digits: 1 });
  return {
    wave: wave.title,
    path: reportPaths.provinceKit(wave._id),
    comparison: reportPaths.comparison(wave._id),
    about: t('kit:province.about', { count: wave.offices.length }),
    offices: wave.offices.length,
    making: isMaking ? { done: state.done, total: state.total, label: progressOf(state, t) } : null,
    failed: state !== null && !isMaking && !isMade ? t(failedKey(state)) : '',
    file: isMade
      ? { href: reportPaths.provinceKitFile(wave._id), size: t('kit:province.size', { megabytes }) }
      : null,
    sha256: isMade ? (state?.sha256 ?? '') : '',
    zip: isMade ? (state?.zip ?? '') : '',
    root: rootOffice(wave),
  };
}

const failedKey = ({ error }: KitState) => (error === noRoom ? 'kit:province.noRoom' : 'kit:province.failed');

function progressOf({ done, total }: KitState, t: Reader['t']): string {
  return t(done >= total - 1 ? 'kit:province.book' : 'kit:province.done', { done, total: total - 1 });
}
