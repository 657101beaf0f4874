/** The codebook of a wave's open data: what each column means and how the rows were anonymised. Plain JSON. */
import type { Instrument } from '../instruments/instrument.ts';
import type { Wave } from '../waves/wave.ts';
import type { OpenDataSummary } from './decidePublishedProfiles.ts';
import { minGroupRows } from './officeGroups.ts';

export const openDataName = (wave: string, format: 'csv' | 'xlsx' = 'csv') => `open-data-${wave}.${format}`;
export const codebookName = (wave: string) => `open-data-${wave}-codebook.json`;

/** `sha256` (hex) is the checksum of the CSV it describes. */
export function codebook(wave: Wave, summary: OpenDataSummary, sha256: string) {
  const demographics = new Map(
    wave.instruments.flatMap((one) => one.demographics).map((question) => [question.id, question]),
  );
  return {
    wave: { id: wave._id, title: wave.title, opensAt: wave.opensAt, closesAt: wave.closesAt },
    file: {
      name: openDataName(wave._id),
      sha256,
      rows: summary.rows,
      encoding: 'UTF-8 with byte order mark',
      missing: 'empty field',
      order: 'random',
    },
    anonymity: {
      k: wave.minimumDetail,
      quasiIdentifiers: ['office', ...demographics.keys()],
      leastRowsOfAnOffice: minGroupRows,
      rowsWithMaskedValues: summary.maskedRows,
      shareOfValuesMasked: summary.maskedShare,
      smallestClass: summary.smallestClass,
      notes: [
        'A masked value looks like one that was not given.',
        'The code of an office may stand for its own staff and for small offices below it.',
        'Rows of fewer than 100 people who nearly all agree on an item have further values masked.',
        'Answers to open questions are not part of the file.',
      ],
    },
    columns: [
      {
        name: 'office',
        values: summary.offices.map((code) => ({ value: code, label: labelOf(wave, code) })),
      },
      ...[...demographics.values()].map(({ id, title, options }) => ({
        name: id,
        title,
        values: options
          .filter(({ undisclosed }) => !undisclosed)
          .map((option) => ({ value: option.id, label: option.title })),
      })),
      ...wave.instruments.flatMap(itemColumns),
      ...controlColumns(wave),
    ],
  };
}

function valuesOf({ labels, notApplicable }: Instrument['scale']) {
  const values = labels.map((label, position) => ({ value: position + 1, label }));
  return notApplicable ? [...values, { value: 'notApplicable', label: notApplicable }] : values;
}

function itemColumns({ id: instrument, version, scale, dimensions }: Instrument) {
  return dimensions.flatMap((dimension) =>
    dimension.items.map(({ id, text, reverse }) => ({
      name: id,
      instrument,
      version,
      dimension: dimension.id,
      title: text,
      reverse,
      ...(reverse && { note: 'as answered; recode before scoring' }),
      values: valuesOf(scale),
    })),
  );
}

/** Control statements are in no score; one shared by several instruments is one column. */
function controlColumns({ instruments }: Wave) {
  const found = instruments.flatMap(({ id: instrument, controls, controlScale, scale }) =>
    controls.map(({ id, text }) => ({
      name: id,
      instrument,
      dimension: null,
      title: text,
      values: valuesOf(controlScale ?? scale),
    })),
  );
  return [...new Map(found.map((column) => [column.name, column])).values()];
}

function labelOf(wave: Wave, code: string) {
  const named = [...wave.offices, ...wave.units].find((each) => each.code === code);
  return named ? { fa: named.nameFa, en: named.nameEn } : { fa: code };
}
