/**
 * What released waves say of dimensions and items: the published numbers of the whole wave, as its report has them, and none besides. A
 * released wave does not change, so its numbers are taken out of its report once.
 */
import { perStore } from '../database/perStore.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { findReportWithExtras } from '../reports/published/findPublished.ts';
import type { InstrumentReport, Reliability, ShownItem } from '../reports/published/reportObject.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { endOf, type Wave, WaveModel } from '../waves/wave.ts';

interface OfWave {
  wave: string;
  title: string;
  endedAt: Date | null;
  /** How many offices were asked. */
  offices: number;
  instrument: string;
  version: number;
}

export interface DimensionFigures extends OfWave {
  n: number;
  reliability: Reliability | null;
}

export interface ItemFigures extends OfWave {
  n: number;
  /** Of answers as recoded; null where it is not shown. */
  sd: number | null;
  /** With the sum of the other items of its dimension. */
  itemRest: number | null;
  /** Counts of the points as answered. */
  distribution: number[] | null;
  notApplicable: number | null;
}

/** What was asked of one instrument in a wave, as it was asked, with its numbers by id. */
export interface PartFigures {
  asked: Instrument;
  dimensions: Map<string, DimensionFigures>;
  items: Map<string, ItemFigures>;
}

export interface WaveFigures {
  parts: PartFigures[];
}

/** By wave. */
const known = perStore(() => new Map<string, WaveFigures>());

/** Of all released waves whose results were not deleted, the newest first. */
export async function releasedFigures(): Promise<WaveFigures[]> {
  const released = await WaveModel.find(
    { state: 'released', purgedAt: null },
    { releasedAt: 1, opensAt: 1, closesAt: 1, closedAt: 1 },
  ).lean();
  const cached = known();
  const kept = new Set<string>();
  const all: { at: number; figures: WaveFigures }[] = [];
  for (const light of released) {
    const name = `${light._id} ${light.releasedAt?.getTime() ?? ''}`;
    const figures = cached.get(name) ?? (await figuresOf(light._id));
    cached.set(name, figures);
    kept.add(name);
    all.push({ at: (endOf(light as Wave) ?? light.releasedAt)?.getTime() ?? 0, figures });
  }
  for (const name of cached.keys()) if (!kept.has(name)) cached.delete(name);
  return all.sort((a, b) => b.at - a.at).map(({ figures }) => figures);
}

async function figuresOf(id: string): Promise<WaveFigures> {
  const found: WaveFigures = { parts: [] };
  const wave = await WaveModel.findById(id).lean();
  if (!wave) return found;
  const root = rootOffice(wave);
  const whole =
    (await findReportWithExtras(wave, root, 'subtree')) ?? (await findReportWithExtras(wave, root, 'own'));
  for (const part of whole?.report.instruments ?? []) {
    const instrument = wave.instruments.find((one) => one.id === part.id);
    if (!instrument) continue;
    const of = ofWave(wave, instrument);
    const quality = whole?.more?.instruments.find((one) => one.id === part.id)?.items ?? {};
    const restOf = (dimension: string, item: string) =>
      quality[dimension]?.find((one) => one.id === item)?.itemTotal ?? null;
    found.parts.push(partFigures(part, instrument, of, restOf));
  }
  return found;
}

function ofWave(wave: Wave, { id, version }: Instrument): OfWave {
  return {
    wave: wave._id,
    title: wave.title,
    endedAt: endOf(wave),
    offices: wave.offices.length,
    instrument: id,
    version,
  };
}

function partFigures(
  part: InstrumentReport,
  asked: Instrument,
  of: OfWave,
  restOf: (dimension: string, item: string) => number | null,
): PartFigures {
  const figures: PartFigures = { asked, dimensions: new Map(), items: new Map() };
  for (const report of part.dimensions) {
    if (!isShown(report)) continue;
    const { id, n, reliability } = report;
    const shown = reliability && isShown(reliability) ? reliability : null;
    figures.dimensions.set(id, { ...of, n, reliability: shown });
    for (const item of report.items) {
      if (!isShown(item)) continue;
      const { id: itemId } = item;
      figures.items.set(itemId, { ...of, ...ofItem(item as ShownItem), itemRest: restOf(id, itemId) });
    }
  }
  return figures;
}

function ofItem({ n, sd, distribution, notApplicable }: ShownItem) {
  return { n, sd, distribution: Array.isArray(distribution) ? distribution : null, notApplicable };
}
