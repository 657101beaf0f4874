/** Everything that a program can ask for, in the order of the reference. */
import type { Endpoint } from './endpoint.ts';
import { newWaveEndpoint } from './endpoints/newWave.ts';
import { headcountEndpoint, listLevelsEndpoint, listOfficesEndpoint } from './endpoints/offices.ts';
import { codebookEndpoint, openDataEndpoint, openDataFileEndpoint } from './endpoints/openData.ts';
import { getPlanEndpoint, listPlansEndpoint } from './endpoints/plans.ts';
import { comparisonEndpoint, reportEndpoint } from './endpoints/results.ts';
import { selfEndpoint } from './endpoints/self.ts';
import { getWaveEndpoint, listWavesEndpoint, participationEndpoint } from './endpoints/waves.ts';

export const endpoints: readonly Endpoint[] = [
  selfEndpoint,
  listWavesEndpoint,
  newWaveEndpoint,
  getWaveEndpoint,
  participationEndpoint,
  reportEndpoint,
  comparisonEndpoint,
  openDataEndpoint,
  openDataFileEndpoint,
  codebookEndpoint,
  listPlansEndpoint,
  getPlanEndpoint,
  listOfficesEndpoint,
  listLevelsEndpoint,
  headcountEndpoint,
];
