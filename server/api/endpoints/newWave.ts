/** A new draft of a wave. Nothing else of a wave is a program's: launching, closing, counting and releasing are decided by people. */
import type { z } from 'zod';
import { createDraft } from '../../campaigns/draft/saveDraft.ts';
import { currentInstruments } from '../../instruments/catalogue.ts';
import { loadOffices } from '../../offices/loadOffices.ts';
import { getWave } from '../../waves/getWave.ts';
import { WaveModel } from '../../waves/wave.ts';
import { endpoint } from '../endpoint.ts';
import { apiPath } from '../paths.ts';
import { InvalidRequest, pointerTo } from '../requests/readInput.ts';
import { emptyParams, emptyQuery } from '../schemas/basics.ts';
import { newWave, wave } from '../schemas/wave.ts';
import { waveJson } from './waves.ts';

/** The settings that the form of a new wave begins with. */
const usual = { formsChecked: '', graceHours: 48, targetRate: 0.6, headsAnswerAt: 'parent' as const };
const noFirstPage = { sponsor: '', purpose: '', contact: '', afterLastTime: '' };

export const newWaveEndpoint = endpoint({
  id: 'createWave',
  method: 'post',
  path: '/waves',
  roles: ['administrator'],
  params: emptyParams,
  query: emptyQuery,
  body: newWave,
  answers: { 201: wave },
  problems: [409],
  async handle({ body, account, now, newId }) {
    requireSense(body);
    if (!(await WaveModel.exists({ _id: newId }))) {
      const tree = await loadOffices();
      const headcounts = Object.fromEntries(
        body.offices.map((code) => [code, tree.get(code)?.headcount ?? null]),
      );
      const draft = {
        ...{ ...usual, ...noFirstPage, headcounts },
        ...body,
        opensAt: body.opensAt === null ? null : new Date(body.opensAt),
        closesAt: body.closesAt === null ? null : new Date(body.closesAt),
      };
      const known = (await currentInstruments()).map(({ id }) => id);
      const made = await createDraft(draft, known, { actor: account._id, now }, { id: newId });
      if (!made.ok) {
        const complaints = made.errors.map(({ field, message }) => ({
          pointer: pointerTo([field]),
          message,
        }));
        throw new InvalidRequest(422, complaints);
      }
    }
    return {
      status: 201,
      headers: { Location: `${apiPath}/waves/${newId}` },
      body: waveJson(await getWave(newId)),
    };
  },
});

/** What one field alone cannot say. @throws InvalidRequest 422 */
function requireSense({ minimum, minimumDetail, opensAt, closesAt }: z.output<typeof newWave>): void {
  if (minimumDetail < minimum)
    throw new InvalidRequest(422, [
      { pointer: '#/minimumDetail', message: 'campaigns:errors.detailBelowMinimum' },
    ]);
  if (opensAt !== null && closesAt !== null && new Date(closesAt) <= new Date(opensAt))
    throw new InvalidRequest(422, [
      { pointer: '#/closesAt', message: 'campaigns:errors.closesBeforeOpening' },
    ]);
}
