/** Waves: their list, one with the offices that may be seen, how far a running one has come, and a new draft. */
import { z } from 'zod';
import { dailyParticipation } from '../../campaigns/progress/dailyParticipation.ts';
import { seenSteps } from '../../campaigns/progress/presentSteps.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { listWaves } from '../../waves/getWave.ts';
import type { Wave } from '../../waves/wave.ts';
import { wasLaunched } from '../../waves/waveState.ts';
import type { WaveUnit } from '../../waves/waveUnit.ts';
import { endpoint } from '../endpoint.ts';
import { latestFirst, pageOf, pageQuery, pageSchema } from '../requests/pageOf.ts';
import { emptyParams, emptyQuery, id } from '../schemas/basics.ts';
import { participation, wave, waveInFull } from '../schemas/wave.ts';
import { getSeenWave, seenOffices, seesWave } from './waveAccess.ts';

const waveParams = z.strictObject({ wave: id });
const instantOf = (at: Date | null) => at?.toISOString() ?? null;

export function waveJson(one: Wave) {
  const versions = new Map(one.instruments.map(({ id: instrument, version }) => [instrument, version]));
  const instruments = one.state === 'draft' ? one.instrumentIds : [...versions.keys()];
  return {
    id: one._id,
    title: one.title,
    state: one.state,
    pilot: one.pilot,
    imported: one.imported,
    instruments: instruments.map((name) => ({ id: name, version: versions.get(name) ?? null })),
    opensAt: instantOf(one.opensAt),
    closesAt: instantOf(one.closesAt),
    closedAt: instantOf(one.closedAt),
    graceHours: one.graceHours,
    minimum: one.minimum,
    minimumDetail: one.minimumDetail,
    audiences: one.audiences,
    releasedTo: one.releasedTo,
    previous: one.previous,
  };
}

export const listWavesEndpoint = endpoint({
  id: 'listWaves',
  method: 'get',
  path: '/waves',
  roles: ['administrator', 'manager', 'analyst'],
  params: emptyParams,
  query: z.strictObject({ ...pageQuery, state: wave.shape.state.optional() }),
  answers: { 200: pageSchema(wave) },
  problems: [],
  async handle({ query, account, today }) {
    const seen = (await listWaves()).filter((one) => seesWave(one, account, today));
    const chosen = seen.filter(({ state }) => query.state === undefined || state === query.state);
    const keyOf = ({ opensAt, _id }: Wave) => `${opensAt ? latestFirst(opensAt) : '0'} ${_id}`;
    const sorted = chosen.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const { items, next } = pageOf(sorted, query, keyOf);
    return { body: { items: items.map(waveJson), next } };
  },
});

export const getWaveEndpoint = endpoint({
  id: 'getWave',
  method: 'get',
  path: '/waves/{wave}',
  roles: ['administrator', 'manager', 'analyst'],
  params: waveParams,
  query: emptyQuery,
  answers: { 200: waveInFull },
  problems: [404],
  async handle({ params, account, today }) {
    const one = await getSeenWave(params.wave, account, today);
    const offices = seenOffices(one, account, today);
    const codes = new Set(offices.map(({ code }) => code));
    return {
      body: {
        ...waveJson(one),
        offices: offices.map(({ code, level, nameFa, nameEn, parent, headcount, unit }) => ({
          ...{ code, level, nameFa, nameEn, parent, headcount, unit },
        })),
        units: one.units
          .filter((unit) => unit.offices.some((code) => codes.has(code)))
          .map((unit) => unitJson(unit)),
      },
    };
  },
});

const unitJson = ({ code, kind, nameFa, nameEn, offices, headcount }: WaveUnit) => ({
  ...{ code, kind, nameFa, nameEn, offices, headcount },
});

export const participationEndpoint = endpoint({
  id: 'getParticipation',
  method: 'get',
  path: '/waves/{wave}/participation',
  roles: ['administrator', 'manager'],
  params: waveParams,
  query: emptyQuery,
  answers: { 200: participation },
  problems: [404],
  async handle({ params, account, today }) {
    const one = await getSeenWave(params.wave, account, today);
    if (!wasLaunched(one)) throw new NotFound();
    const daily = await dailyParticipation(one, today);
    const { units, total } = seenSteps({ wave: one, daily, account, today });
    if (units.length === 0) throw new NotFound();
    const stepOf = ({ invited, atLeast, atMost }: (typeof units)[number]['step']) => ({
      invited,
      atLeast,
      atMost,
    });
    return {
      body: {
        wave: one._id,
        day: daily.day,
        units: units.map(({ unit: { code, nameFa, nameEn }, step }) => ({
          ...{ code, nameFa, nameEn },
          ...stepOf(step),
        })),
        total: total && stepOf(total),
      },
    };
  },
});
