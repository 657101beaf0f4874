/**
 * «You said, we did»: a manager's own words about a plan, which an administrator checks before the staff reads them. They rest on results
 * that are released, repeat no comment, and say nothing that a plan's page does not say.
 */
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import type { FieldError } from '../http/forms.ts';
import { Conflict } from '../http/httpErrors.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import type { SaidAndDone } from '../waves/waveParts.ts';
import { auditPlan, changePlan } from './changePlan.ts';
import { coveredOffices } from './coveredOffices.ts';
import { type Plan, PlanModel } from './plan.ts';
import { quotesComment } from './quotesComment.ts';

/** Whatever an administrator approved before has to be approved again. @throws Conflict for a plan that has not begun */
export async function sayWords(
  plan: Plan,
  wave: Wave,
  { said, did }: { said: string; did: string },
  context: AuditContext,
): Promise<FieldError[]> {
  if (plan.openedOn === null) throw new Conflict('plans:errors.stillDraft');
  if (await quotesComment(wave, plan.office, [said, did]))
    return [{ field: 'said', message: 'plans:errors.quote' }];
  await changePlan(plan, { words: { said, did, state: 'waiting', note: '' } });
  await auditPlan(context, 'words', plan);
  return [];
}

/** @throws Conflict where nothing waits */
export async function judgeWords(
  plan: Plan,
  judgement: { state: 'approved' } | { state: 'returned'; note: string },
  context: AuditContext,
): Promise<void> {
  if (plan.words?.state !== 'waiting') throw new Conflict('plans:errors.nothingWaits');
  await changePlan(plan, { words: { ...plan.words, note: '', ...judgement } });
  await auditPlan(context, judgement.state === 'approved' ? 'wordsApproved' : 'wordsReturned', plan);
}

/** Approved words of a wave's plans that concern an office: its own, its group's, and those of the offices above with all below. */
export async function approvedPlans(wave: Wave, office: string): Promise<Plan[]> {
  const plans = await PlanModel.find({ wave: wave._id }).lean<Plan[]>();
  const unit = wave.units.find(({ offices }) => offices.includes(office))?.code ?? office;
  const own = new Set([office, unit]);
  return plans
    .filter(({ words }) => words?.state === 'approved')
    .filter(
      (plan) => coveredOffices(plan, wave).some((code) => own.has(code)) || plan.office === rootOffice(wave),
    );
}

/** More would make the first page long for everybody who answers. */
const maxOnFirstPage = 6;

/** For the first page of the next wave, which is one page for all: the province's own words first, then those of the widest plans. */
export async function wordsForFirstPage(previous: string | null): Promise<SaidAndDone[]> {
  const wave = previous === null ? null : await WaveModel.findById(previous).lean();
  if (!wave) return [];
  const plans = await PlanModel.find({ wave: wave._id }).sort({ _id: 1 }).lean<Plan[]>();
  const root = rootOffice(wave);
  return plans
    .flatMap((plan) => (plan.words?.state === 'approved' ? [{ plan, words: plan.words }] : []))
    .map((one) => ({
      ...one,
      reach: one.plan.office === root ? Infinity : coveredOffices(one.plan, wave).length,
    }))
    .sort((a, b) => b.reach - a.reach)
    .slice(0, maxOnFirstPage)
    .map(({ plan, words: { said, did } }) => {
      const { nameFa, nameEn } =
        [...wave.offices, ...wave.units].find(({ code }) => code === plan.office) ?? nameless;
      return { nameFa, nameEn, said, did };
    });
}

const nameless = { nameFa: '', nameEn: '' };
