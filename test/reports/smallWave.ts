/** Waves of a few offices made from lists of answers, for tests of the computation alone. */
import { encodeAnswers } from '../../server/instruments/answers.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { type Instrument, instrumentSchema } from '../../server/instruments/instrument.ts';
import type { TalliedWave } from '../../server/reports/making/waveStatistics.ts';
import { tallyOf } from '../../server/reports/tally/createTallier.ts';
import { tallyLayout } from '../../server/reports/tally/tallyLayout.ts';
import type { WaveOffice, WaveUnit } from '../../server/waves/waveUnit.ts';

const text = (fa: string) => ({ fa });

export interface SmallInstrument {
  id?: string;
  version?: number;
  points?: number;
  /** Items of each dimension; one that begins with `-` is reverse-keyed. */
  dimensions: Record<string, string[]>;
  outcome?: string;
  demographics?: Record<string, string[]>;
}

export function instrument(small: SmallInstrument): Instrument {
  const points = small.points ?? 5;
  return instrumentSchema.parse({
    id: small.id ?? 'small',
    version: small.version ?? 1,
    title: text('کوچک'),
    scale: {
      points,
      labels: Array.from({ length: points }, (_, i) => text(String(i + 1))),
      notApplicable: text('موردی ندارد'),
    },
    dimensions: Object.entries(small.dimensions).map(([id, items]) => ({
      id,
      title: text(id),
      items: items.map((item) => ({
        id: item.replace('-', ''),
        text: text(item.replace('-', '')),
        reverse: item.startsWith('-'),
      })),
    })),
    demographics: Object.entries(small.demographics ?? {}).map(([id, options]) => ({
      id,
      title: text(id),
      options: options.map((option) => ({ id: option, title: text(option) })),
    })),
    outcome: small.outcome,
  });
}

export type Answer = number | 'notApplicable' | null;

export interface SmallOffice {
  parent?: string;
  headcount?: number | null;
  level?: WaveOffice['level'];
  /** One row a response, in the order of the questionnaire's items. */
  answers?: Answer[][];
  /** For each response its options, in the order of the background questions. */
  background?: (string | null)[][];
}

/** Answers as a response holds them. */
export function encode(
  instruments: Instrument[],
  rows: readonly Answer[][],
  background: readonly (string | null)[][] = [],
) {
  const questionnaire = compileQuestionnaire(instruments);
  return rows.map((row, person) => {
    const items = Object.fromEntries(questionnaire.items.map(({ id }, i) => [id, row[i] ?? null]));
    const demographics = Object.fromEntries(
      questionnaire.demographics.map(({ id }, i) => [id, background[person]?.[i] ?? null]),
    );
    const encoded = encodeAnswers(questionnaire, { items, demographics });
    return { answers: encoded.items, demographics: encoded.demographics };
  });
}

/** A released wave; every office is a unit of its own unless `units` joins some. */
export function smallWave(
  instruments: Instrument[],
  offices: Record<string, SmallOffice>,
  options: { id?: string; units?: Record<string, string[]> } = {},
): TalliedWave {
  const joined = new Map(
    Object.entries(options.units ?? {}).flatMap(([unit, codes]) => codes.map((code) => [code, unit])),
  );
  const frozen = Object.entries(offices).map(
    ([code, office]): WaveOffice => ({
      code,
      level: office.level ?? (office.parent === undefined ? 'province' : 'governorate'),
      nameFa: code,
      nameEn: code,
      parent: office.parent ?? null,
      headcount: office.headcount ?? null,
      unit: joined.get(code) ?? code,
    }),
  );
  const demographics = compileQuestionnaire(instruments).demographics.map(({ id }) => id);
  const unitCodes = [...new Set(frozen.map(({ unit }) => unit))];
  const units = unitCodes.map((code): WaveUnit => {
    const members = frozen.filter(({ unit }) => unit === code);
    const counts = members.map(({ headcount }) => headcount);
    const headcount = counts.includes(null) ? null : (counts as number[]).reduce((a, b) => a + b, 0);
    const kind = joined.size > 0 && !offices[code] ? 'group' : 'office';
    const names = { nameFa: code, nameEn: code };
    const codes = members.map((office) => office.code);
    return { code, kind, ...names, offices: codes, headcount, demographics, verifyingKey: null };
  });
  const layout = tallyLayout(instruments);
  const tallies = new Map(
    units.map(({ code, offices: members }) => {
      const rows = members.flatMap((member) => offices[member]?.answers ?? []);
      const background = members.flatMap((member) => offices[member]?.background ?? []);
      return [code, tallyOf(encode(instruments, rows, background), layout)];
    }),
  );
  const wave = {
    _id: options.id ?? 'wave',
    state: 'released' as const,
    imported: true,
    instruments,
    offices: frozen,
    units,
    minimum: 5,
    minimumDetail: 10,
    previous: null,
  };
  return { wave, tallies };
}
