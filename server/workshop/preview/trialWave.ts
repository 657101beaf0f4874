/** A draft as a wave would ask it, for looking at it: made for one page and stored nowhere. */

import type { Reader } from '../../i18n/reader.ts';
import { compileQuestionnaire } from '../../instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import type { AnsweringUnit, AnsweringWave } from '../../responses/answeringWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';

export interface Trial {
  wave: Wave;
  answering: AnsweringWave;
  /** One office that is large enough to be asked everything. */
  unit: AnsweringUnit;
}

export function trialWave(instrument: Instrument, { t, lang }: Reader): Trial {
  const unit = {
    code: 'trial',
    kind: 'office',
    nameFa: t('workshop:preview.unit'),
    nameEn: t('workshop:preview.unit'),
    offices: ['trial'],
    headcount: null,
    demographics: instrument.demographics.map(({ id }) => id),
    verifyingKey: null,
    local: [],
  } as unknown as AnsweringUnit;
  const title = localise(instrument.title, lang).text;
  const made = new WaveModel({ _id: 'trial', title }).toObject() as Wave;
  const wave: Wave = { ...made, instruments: [instrument], units: [unit] };
  const questionnaire = compileQuestionnaire([instrument]);
  const units = new Map([[unit.code, unit]]);
  return { wave, unit, answering: { wave, now: wave, phase: 'open', questionnaire, localPlaces: 0, units } };
}
