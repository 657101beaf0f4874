/** Figures of this process, read once an hour like those of the store: memory and processor time grow a little with every answer. */
import { hourOf } from '../../clock.ts';

export interface ProcessFigures {
  startedAtSeconds: number;
  cpuSeconds: number;
  residentBytes: number;
  heapBytes: number;
  openHandles: number;
}

let known: { hour: number; figures: ProcessFigures } | undefined;

export function processFigures(now: Date): ProcessFigures {
  const hour = hourOf(now).getTime();
  if (known?.hour !== hour) known = { hour, figures: readFigures() };
  return known.figures;
}

function readFigures(): ProcessFigures {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    startedAtSeconds: Math.round(Date.now() / 1000 - process.uptime()),
    cpuSeconds: (user + system) / 1e6,
    residentBytes: rss,
    heapBytes: heapUsed,
    openHandles: process.getActiveResourcesInfo().length,
  };
}
