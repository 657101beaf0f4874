/** The report object as programs read it (`reports/published/reportJson.ts`); a test holds answers to these schemas. */
import { z } from 'zod';
import { scopes } from '../../reports/scope.ts';
import { interval, orSuppressed, share, suppressed } from './basics.ts';
import { change } from './change.ts';

const difference = z
  .union([
    z.strictObject({
      difference: z.number().nullable(),
      ci95: interval.nullable(),
      p: z.number().nullable(),
      pAdjusted: z.number().nullable(),
      effect: z.number().nullable(),
      mark: z.enum(['higher', 'lower', 'notDifferent', 'notTested']),
      verdict: z.enum(['different', 'same', 'unclear']).nullable(),
      detectable: z.number().nullable(),
    }),
    z.strictObject({
      unavailable: z.enum(['noPrevious', 'changed', 'officeChanged', 'isProvince', 'disclosure']),
    }),
  ])
  .meta({ id: 'Difference' });

const bounded = z.union([z.strictObject({ above: z.number() }), z.strictObject({ below: z.number() })]);

/** What a score shows; fewer parts where fewer than `minimumDetail` people answered. */
const scoreFields = {
  n: z.int(),
  mean: z.number().nullable(),
  sd: orSuppressed(z.number().nullable()),
  ci95: orSuppressed(interval.nullable()),
  favourable: orSuppressed(share.nullable()),
  neutral: orSuppressed(share.nullable()),
  unfavourable: orSuppressed(share.nullable()),
  band: z.int().nullable(),
  borderline: orSuppressed(z.boolean().nullable()),
  shrunken: orSuppressed(z.number().nullable()),
  idealVerdict: orSuppressed(z.enum(['reached', 'unclear', 'below']).nullable()),
  bounded: bounded.optional(),
  versus: z.strictObject({ parent: difference, province: difference, previous: difference }).nullable(),
};

const score = z.strictObject(scoreFields).meta({ id: 'Score' });
const hidden = z.strictObject({ id: z.string(), ...suppressed.shape }).meta({ id: 'Hidden' });

const item = z
  .union([
    z.strictObject({
      id: z.string(),
      ...scoreFields,
      distribution: orSuppressed(z.array(z.int()).nullable()),
      notApplicable: z.int().nullable(),
    }),
    hidden,
  ])
  .meta({ id: 'Item' });

const reliability = z.strictObject({
  alpha: z.number().nullable(),
  alphaCi95: interval.nullable(),
  omega: z.number().nullable(),
  n: z.int(),
});

const dimension = z
  .union([
    z.strictObject({
      id: z.string(),
      ...scoreFields,
      reliability: orSuppressed(reliability).nullable(),
      agreement: orSuppressed(z.strictObject({ rwg: z.number().nullable() })).nullable(),
      items: z.array(item),
    }),
    hidden,
  ])
  .meta({ id: 'Dimension' });

/** What means were shrunken by; absent in what older versions published. */
const shrinkage = z.strictObject({ offices: z.int(), all: z.boolean() });

const drivers = z.strictObject({
  outcome: z.string(),
  r2: z.number(),
  n: z.int(),
  from: z.string(),
  weights: z.array(z.strictObject({ dimension: z.string(), weight: z.number(), share: z.number() })),
});

export const report = z
  .strictObject({
    wave: z.string(),
    office: z.string(),
    scope: z.enum(scopes),
    minimum: z.int(),
    minimumDetail: z.int(),
    headcount: z.int().nullable(),
    invited: z.int().nullable(),
    responses: orSuppressed(z.int().nullable()),
    responseRate: orSuppressed(z.number().nullable()),
    rolledUpTo: z.string().nullable(),
    instruments: z.array(
      z.strictObject({
        id: z.string(),
        version: z.int(),
        shortFormOf: z.strictObject({ id: z.string(), version: z.int() }).optional(),
        comparedForm: z.strictObject({ id: z.string(), version: z.int(), checked: z.string() }).optional(),
        index: orSuppressed(score),
        dimensions: z.array(dimension),
        aggregation: z.record(
          z.string(),
          z.strictObject({ icc1: z.number().nullable(), icc2: z.number().nullable(), offices: z.int() }),
        ),
        shrinkage: z
          .strictObject({ index: shrinkage, dimensions: z.record(z.string(), shrinkage) })
          .optional(),
        drivers: drivers.nullable(),
      }),
    ),
    quality: orSuppressed(
      z.strictObject({
        identicalSheets: z.number(),
        straightLined: z.number(),
        missingShare: z.number().nullable(),
      }),
    ).nullable(),
  })
  .meta({ id: 'Report' });

/** What rows about many offices hold of a score. */
const { sd: _sd, neutral: _neutral, unfavourable: _unfavourable, ...comparedFields } = scoreFields;

const comparedRow = z
  .strictObject({
    office: z.string(),
    level: z.string().nullable(),
    rolledUpTo: z.string().nullable(),
    headcount: z.int().nullable(),
    responses: orSuppressed(z.int().nullable()),
    index: orSuppressed(z.strictObject(comparedFields)),
    rank: z.strictObject({ rank: z.number(), low: z.number(), high: z.number(), band: z.int() }).nullable(),
    dimensions: z.array(
      z.union([
        z.strictObject({
          id: z.string(),
          n: z.int(),
          mean: z.number().nullable(),
          band: z.int().nullable(),
          bounded: bounded.optional(),
          mark: z.enum(['higher', 'lower', 'notDifferent', 'notTested']).nullable(),
          verdict: z.enum(['different', 'same', 'unclear']).nullable(),
        }),
        hidden,
      ]),
    ),
  })
  .meta({ id: 'ComparedRow' });

const test = { p: z.number().nullable(), df: z.tuple([z.number(), z.number()]) };

const betweenOffices = z.strictObject({
  offices: z.int(),
  anova: z.strictObject({ F: z.number().nullable(), ...test }).nullable(),
  welch: z.strictObject({ F: z.number(), ...test }).nullable(),
  kruskalWallis: z.strictObject({ H: z.number(), df: z.number(), p: z.number() }).nullable(),
  eta2: z.number().nullable(),
  omega2: z.number().nullable(),
  verdict: z
    .strictObject({
      verdict: z.enum(['yes', 'withCaution', 'no']),
      reasons: z.array(
        z.strictObject({ criterion: z.string(), value: z.number().nullable(), grade: z.string() }),
      ),
    })
    .nullable(),
});

const fit = z.strictObject({
  chi2: z.number(),
  df: z.int(),
  cfi: z.number(),
  rmsea: z.number(),
  srmr: z.number(),
});

const alike = z
  .strictObject({
    groups: z.array(z.strictObject({ id: z.string(), n: z.int() })),
    verdict: z.enum(['same', 'partly', 'different']).nullable(),
    unknown: z.enum(['fewItems', 'fewAnswers', 'noFit']).nullable(),
    failed: z.enum(['configural', 'metric', 'scalar']).nullable(),
    configural: fit.nullable(),
    metric: fit.nullable(),
    scalar: fit.nullable(),
    released: z.array(
      z.strictObject({ item: z.string(), step: z.enum(['metric', 'scalar']), p: z.number() }),
    ),
  })
  .meta({ id: 'QuestionsAlike' });

export const comparison = z
  .union([
    z.strictObject({
      wave: z.string(),
      id: z.string(),
      rows: z.array(comparedRow),
      subtrees: z.array(comparedRow),
      means: z.array(
        z.strictObject({
          kind: z.enum(['pooled', 'weighted', 'offices']),
          mean: z.number().nullable(),
          ci95: interval.nullable(),
          offices: z.int(),
        }),
      ),
      between: z.record(z.string(), betweenOffices),
      shrinkage: shrinkage.optional(),
      alike: z
        .strictObject({ levels: z.record(z.string(), alike), waves: z.record(z.string(), alike) })
        .optional(),
      raked: z
        .strictObject({
          mean: z.number(),
          ci95: interval,
          n: z.int(),
          designEffect: z.number(),
          offices: z.int(),
        })
        .nullable()
        .optional(),
      change: change.nullable().optional(),
    }),
    z.strictObject({ wave: z.string(), id: z.string(), suppressed: z.literal('notYet') }),
  ])
  .meta({ id: 'Comparison' });
