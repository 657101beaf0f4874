/** What the open data page shows of a wave's files. */
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import { openDataPaths } from '../reportPages/paths.ts';
import { waveLine } from '../reportPages/reportPage.ts';
import type { Wave } from '../waves/wave.ts';
import { minGroupRows } from './officeGroups.ts';
import type { OpenDataFiles } from './openDataFiles.ts';

/** `files` is null where nothing may be published; `reason` then says why. */
export function presentOpenData(wave: Wave, files: OpenDataFiles | null, reader: Reader) {
  const { t } = reader;
  const isReleased = wave.state === 'released';
  return {
    wave: waveLine(wave, reader),
    reason: files ? null : t(`exports:${reasonOf(wave)}`, { k: wave.minimumDetail }),
    facts: files ? factsOf(wave, files, reader) : [],
    sha256: files?.sha256 ?? null,
    data: files ? dataLinks(wave._id) : null,
    tables: isReleased
      ? { csv: openDataPaths.tables(wave._id), xlsx: openDataPaths.tablesXlsx(wave._id) }
      : null,
    protection: t('exports:protection', { k: wave.minimumDetail, least: minGroupRows }),
  };
}

const dataLinks = (wave: string) => ({
  xlsx: openDataPaths.xlsx(wave),
  csv: openDataPaths.csv(wave),
  codebook: openDataPaths.codebook(wave),
});

function reasonOf(wave: Wave): string {
  if (wave.state !== 'released') return 'notReleased';
  return wave.purgedAt ? 'purged' : 'impossible';
}

function factsOf(wave: Wave, { summary, bytes }: OpenDataFiles, { t, f, lang }: Reader) {
  const kilobytes = Math.ceil(bytes / 1024);
  return [
    { name: t('exports:rows'), value: f.number(summary.rows) },
    { name: t('exports:offices'), value: f.number(summary.offices.length) },
    { name: t('exports:smallestClass'), value: f.number(summary.smallestClass) },
    { name: t('exports:masked'), value: f.percent(summary.maskedShare) },
    { name: t('exports:size'), value: t('exports:kilobytes', { count: kilobytes }) },
    {
      name: t('exports:instruments'),
      value: f.list(
        wave.instruments.map(({ title, version }) =>
          t('exports:instrument', { title: localise(title, lang).text, version }),
        ),
      ),
    },
  ];
}
