/**
 * What the kit of one office is made from: its report and page as one reader may see them, and its plans. A small office that is reported with others
 * speaks with the report of their group. Everything here has passed disclosure control; no tally and no answer is read.
 */
import type { Reader } from '../i18n/reader.ts';
import { officeTree } from '../offices/officeTree.ts';
import type { Plan } from '../plans/plan.ts';
import { plansOfOffice } from '../plans/plansOfOffice.ts';
import { mayReadPrevious } from '../reportPages/hidePrevious.ts';
import { findReadable, reportPage } from '../reportPages/reportPage.ts';
import type { ReportExtras } from '../reports/making/reportExtras.ts';
import type { Report } from '../reports/published/reportObject.ts';
import { type Scope, widestScope } from '../reports/scope.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';

export interface KitRequest {
  office: string;
  /** The widest where none was asked for. */
  scope?: Scope | undefined;
  /** Where the site is reached, without a slash at the end; ''. */
  baseUrl: string;
  /** Whether the reader may see the same office in an earlier wave. */
  mayRead(earlier: Wave): boolean;
}

export interface OfficeReading {
  wave: Wave;
  baseUrl: string;
  /** As it was asked for. */
  office: string;
  name: string;
  scope: Scope;
  /** Name of the group that it is reported with; ''. */
  group: string;
  page: NonNullable<Awaited<ReturnType<typeof reportPage>>>;
  /** null for an office without staff. */
  report: Report | null;
  extras: ReportExtras | null;
  plans: Plan[];
}

/** One instrument of the page. */
export type Section = OfficeReading['page']['page']['sections'][number];
export type ShownSection = Extract<Section, { index: unknown }>;

/** null where the wave has no such office or group. */
export async function readOffice(
  wave: Wave,
  { office, scope, baseUrl, mayRead }: KitRequest,
  reader: Reader,
): Promise<OfficeReading | null> {
  const chosen = scope ?? widestScope(officeTree(wave.offices), office);
  const showsPrevious = await mayReadPrevious(wave, mayRead);
  const own = await findReadable(wave, office, chosen, showsPrevious);
  const group = own?.report.rolledUpTo ?? null;
  const told = group ?? office;
  const page = await reportPage(
    wave,
    { office: told, scope: group ? 'own' : chosen, base: '', mayRead },
    reader,
  );
  if (!page) return null;
  const found = group ? await findReadable(wave, group, 'own', showsPrevious) : own;
  return {
    wave,
    baseUrl,
    office,
    name: nameInWave(wave, office, reader),
    scope: chosen,
    group: group ? nameInWave(wave, group, reader) : '',
    page,
    report: found?.report ?? null,
    extras: found?.more ?? null,
    plans: await plansOfOffice(wave, group ? [office, group] : [office]),
  };
}
