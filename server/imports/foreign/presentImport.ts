/** What the pages of an import show: columns with what they stand for, labels with their answers, and the file as it was mapped. */
import type { Reader } from '../../i18n/reader.ts';
import { localise } from '../../instruments/localised.ts';
import { type PresentedReading, presentReading } from '../../tables/reading/reading.ts';
import { columnField, type LabelledGroup, labelField, missingItems } from './chosenMapping.ts';
import { officeTarget, type Target } from './known.ts';
import { leftEmpty } from './matchLabels.ts';
import { labelsOf } from './readForeign.ts';
import type { Step } from './step.ts';

export interface ColumnsPage {
  sealed: string;
  fileName: string;
  rows: number;
  reading: PresentedReading;
  columns: { field: string; heading: string; facts: string; typed: string }[];
  targets: { value: string; label: string }[];
  found: string;
  missing: string[];
  office: string;
  offices: { value: string; label: string }[];
  hasOffice: boolean;
  acceptsMissing: boolean;
}

const maxExamples = 3;
const maxHinted = 12;
const maxHint = 48;
const maxListedOffices = 100;
const maxMissing = 30;
const shortened = (text: string, length: number) =>
  text.length > length ? `${text.slice(0, length)}…` : text;

interface ShownColumns {
  columns: readonly string[];
  typed: readonly string[];
  office: string;
  acceptsMissing: boolean;
}

export function presentColumns(step: Step, shown: ShownColumns, reader: Reader): ColumnsPage {
  const { t, f, lang } = reader;
  const { table, known, offices } = step;
  const mapped = shown.columns.filter(Boolean).length;
  const missing = missingItems(shown.columns, known);
  return {
    sealed: step.sealed,
    fileName: step.fileName,
    rows: table.rows.length,
    reading: presentReading(table.reading, reader),
    columns: table.columns.map((column, at) => {
      const { heading, filled } = column;
      const labels = labelsOf(column);
      const isShort = labels !== null && labels.length > 0 && labels.length <= maxHinted;
      const examples = (isShort ? labels.slice(0, maxExamples) : []).map((one) => shortened(one, 30));
      const facts = [
        t('imports:columns.filled', { count: filled }),
        examples.join(lang === 'en' ? ', ' : '، '),
      ];
      return {
        field: columnField(at),
        heading: shortened(heading, 160) || t('imports:columns.noHeading', { column: f.number(at + 1) }),
        // Of a mapped column the labels come on the next page.
        facts: shown.columns[at] ? '' : facts.filter(Boolean).join(' · '),
        typed: shown.typed[at] ?? '',
      };
    }),
    targets: known.targets.map((target) => ({ value: target.id, label: hintOf(target, reader) })),
    found: t('imports:columns.found', {
      count: table.columns.length,
      mapped: f.number(mapped),
      left: f.number(table.columns.length - mapped),
    }),
    missing: missing
      .slice(0, maxMissing)
      .map(({ id, text }) => `${id}: ${text ? localise(text, lang).text : ''}`),
    office: shown.office,
    offices:
      offices.length > maxListedOffices
        ? []
        : offices.map(({ code, nameFa, nameEn }) => ({
            value: code,
            label: (lang === 'en' && nameEn) || nameFa,
          })),
    hasOffice: shown.columns.includes(officeTarget),
    acceptsMissing: shown.acceptsMissing,
  };
}

function hintOf({ id, text }: Target, { t, lang }: Reader): string {
  if (id === officeTarget) return t('imports:columns.office');
  return shortened(text ? localise(text, lang).text : '', maxHint);
}

export interface LabelsPage {
  sealed: string;
  hidden: [name: string, value: string][];
  groups: {
    id: string;
    title: string;
    about: string;
    /** Too many answers for a choice: the code is typed. */
    isTyped: boolean;
    choices: { value: string; label: string }[];
    labels: { field: string; label: string; chosen: string }[];
  }[];
  open: number;
}

const maxChoices = 30;

export function presentLabels(
  { sealed }: Step,
  groups: readonly LabelledGroup[],
  typed: Readonly<Record<string, string>>,
  hidden: LabelsPage['hidden'],
  { t, f, lang }: Reader,
): LabelsPage {
  return {
    sealed,
    hidden,
    open: Object.values(typed).filter((value) => value === '').length,
    groups: groups.map(({ group, labels }) => {
      const choices = group.values.map(({ value, label }) => ({
        value,
        label:
          group.kind === 'scale' && value !== 'notApplicable'
            ? `${f.number(Number(value))} · ${localise(label, lang).text}`
            : localise(label, lang).text,
      }));
      return {
        id: group.id,
        title: group.title ? localise(group.title, lang).text : t(`imports:labels.${group.kind}`),
        about: group.kind === 'scale' ? t('imports:labels.direction') : '',
        isTyped: choices.length > maxChoices,
        choices: [
          ...choices,
          {
            value: leftEmpty,
            label: t(group.kind === 'office' ? 'imports:labels.skip' : 'imports:labels.empty'),
          },
        ],
        labels: labels.map((label, at) => {
          const field = labelField(group.id, at);
          return { field, label: shortened(label, 160), chosen: typed[field] ?? '' };
        }),
      };
    }),
  };
}

/** The fields of earlier steps, which travel with the later ones. */
export function columnFields(
  columns: readonly string[],
  { office, acceptsMissing }: Pick<ShownColumns, 'office' | 'acceptsMissing'>,
): [name: string, value: string][] {
  return [
    ...columns.flatMap((target, at): [string, string][] => (target ? [[columnField(at), target]] : [])),
    ['office', office],
    ...(acceptsMissing ? [['missing', 'yes'] as [string, string]] : []),
  ];
}
