/** Gathers one report page: the office's report, those of the units below, comments and the switch between scopes. */
import { officeTree } from '../../offices/officeTree.ts';
import type { Wave } from '../../waves/wave.ts';
import { likertPatterns } from '../charts/likertBar.ts';
import { mark } from '../charts/marks.ts';
import { findReport } from '../findReport.ts';
import type { Report } from '../report.ts';
import { presentChildren } from './presentChildren.ts';
import { presentComments } from './presentComments.ts';
import { officeName, presentReport } from './presentReport.ts';
import type { Reader } from './reader.ts';

export type Scope = 'own' | 'subtree';

/** The signs that templates draw by name. */
export const marks = {
  higher: mark('higher'),
  lower: mark('lower'),
  notDifferent: mark('notDifferent'),
  notTested: mark('notTested'),
  tooFew: mark('tooFew'),
  complementary: mark('complementary'),
  notYet: mark('notYet'),
};

/** `base` is the address that offices' codes are appended to. Null where the wave has no such report. */
export async function reportPage(
  wave: Wave,
  office: string,
  asked: Scope | undefined,
  base: string,
  reader: Reader,
) {
  const tree = officeTree(wave.offices);
  const below = tree.subtree(office).length - 1;
  const scope: Scope = asked ?? (below > 0 ? 'subtree' : 'own');
  const report = await findReport(wave, office, scope);
  if (!report) return null;
  const released = wave.state === 'released';
  const unit = wave.units.find(({ code }) => code === office);
  return {
    title: reader.t('reports:title', { office: officeName(wave, office, reader) }),
    page: presentReport(report, wave, reader),
    children:
      below > 0 && scope === 'subtree'
        ? presentChildren(await reportsBelow(wave, office), wave, reader)
        : null,
    comments: released && scope === 'own' && unit ? await presentComments(wave, unit.code, reader) : null,
    scopes: below > 0 ? scopesOf(wave, office, below, scope, base, reader) : [],
    waveLine: waveLine(wave, reader),
    patterns: likertPatterns,
    marks,
    base,
  };
}

async function reportsBelow(wave: Wave, office: string): Promise<Report[]> {
  const tree = officeTree(wave.offices);
  const children = tree.children(office).map(({ code }) => ({
    code,
    scope: tree.children(code).length > 0 ? ('subtree' as const) : ('own' as const),
  }));
  const wanted = [{ code: office, scope: 'own' as const }, ...children, ...groupsOf(wave, office)];
  const found = await Promise.all(wanted.map(({ code, scope }) => findReport(wave, code, scope)));
  return found.filter((report): report is Report => report !== null);
}

/** The reporting groups that hold offices directly below. */
function groupsOf(wave: Wave, office: string) {
  const children = new Set(wave.offices.filter(({ parent }) => parent === office).map(({ code }) => code));
  return wave.units
    .filter(({ kind, offices }) => kind === 'group' && offices.some((code) => children.has(code)))
    .map(({ code }) => ({ code, scope: 'own' as const }));
}

function scopesOf(wave: Wave, office: string, below: number, scope: Scope, base: string, reader: Reader) {
  const { t } = reader;
  const found = wave.offices.find(({ code }) => code === office);
  const isProvince = found?.level === 'province';
  const name = officeName(wave, office, reader);
  return [
    {
      href: `${base}/${office}?scope=subtree`,
      label: isProvince
        ? t('reports:scope.subtreeAll', { count: below + 1 })
        : t('reports:scope.subtree', { office: name, count: below }),
      current: scope === 'subtree',
    },
    {
      href: `${base}/${office}?scope=own`,
      label: isProvince ? t('reports:scope.ownProvince') : t('reports:scope.own', { office: name }),
      current: scope === 'own',
    },
  ];
}

export function waveLine(wave: Wave, { t, f }: Reader): string {
  if (!wave.opensAt || !wave.closesAt) return wave.title;
  return t('reports:waveLine', {
    wave: wave.title,
    from: f.dateNumeric(wave.opensAt),
    to: f.dateNumeric(wave.closesAt),
  });
}
