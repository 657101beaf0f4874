/** What the list of plans offers to those who read the results of the whole province: a draw, the draws made, and whether plans helped. */
import type { Account } from '../accounts/account.ts';
import { canSee } from '../accounts/canSee.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { officeTree } from '../offices/officeTree.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { drawPath, effectsPath, newDrawPath } from './paths.ts';
import { PlanModel } from './plan.ts';
import type { NamingWave } from './planAccess.ts';
import { PlanDrawModel } from './planDraw.ts';
import { planDimension } from './presentPlan.ts';

interface Link {
  href: string;
  label: string;
}

export interface WholeProvince {
  /** Address of a new draw; '' for readers who may not draw. */
  newDraw: string;
  draws: Link[];
  effects: Link[];
}

/** Null for whoever reads single offices, and for administrators, who read no results. */
export async function wholeProvince(account: Account, day: string): Promise<WholeProvince | null> {
  if (account.role === 'administrator') return null;
  const fields = { title: 1, offices: 1, units: 1, instruments: 1, previous: 1 } as const;
  const waves = await WaveModel.find({ state: 'released' }, fields).sort({ closesAt: -1 }).lean();
  const seen = waves.filter((wave) => canSee(account, officeTree(wave.offices), rootOffice(wave), day));
  if (seen.length === 0) return null;
  const byId = new Map<string, NamingWave & Pick<Wave, 'previous'>>(seen.map((wave) => [wave._id, wave]));
  const draws = await PlanDrawModel.find().sort({ day: -1 }).lean();
  const planned = new Set((await PlanModel.find({}, { wave: 1 }).lean()).map(({ wave }) => wave));
  const reader = readerOfLanguage(account.language);
  return {
    newDraw: account.role === 'manager' ? newDrawPath : '',
    draws: draws.flatMap((draw) => {
      const wave = byId.get(draw.wave);
      if (!wave) return [];
      const label = `${planDimension(draw, wave, reader)} · ${wave.title}`;
      return { href: drawPath(draw.wave, draw.dimension), label };
    }),
    effects: seen
      .filter(({ previous }) => previous !== null && planned.has(previous))
      .map(({ _id, title }) => ({ href: effectsPath(_id), label: title })),
  };
}
