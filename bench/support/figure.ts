/** One measured number, with what it is to be compared with. Ratios are what to trust: both sides were measured in one run. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What the same was for the yardstick, and value ÷ yardstick. */
  yardstick?: number;
  ratio?: number;
}

export interface Measurement {
  /** What it is run by: `npm run bench -- NAME`. */
  name: string;
  title: string;
  /** What stands in the third column. */
  yardstick: string;
  run(sizes: Sizes, say: (line: string) => void): Promise<Figure[]>;
  /** Of the last run, where one value a row is not enough. */
  table?(): string;
  /** The limits that the last run broke, as sentences; the command fails then. */
  broken?(): string[];
}

export interface Sizes {
  /** Complete submissions at each number of clients. */
  submissions: number;
  /** Responses that are imported, counted and exported. */
  responses: number;
  /** Documents of the store's own measurements. */
  documents: number;
  /** Seconds of each timed run of the store's own measurements. */
  seconds: number;
  /** How long the soak takes. */
  minutes: number;
}

export function figure(name: string, unit: string, value: number, yardstick?: number): Figure {
  return { name, unit, value, ...(yardstick !== undefined && { yardstick, ratio: value / yardstick }) };
}

/** The figures as a Markdown table. */
export function markdown({ title, yardstick }: Measurement, figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ name, value, unit, yardstick: other, ratio }) =>
      `| ${name} | ${short(value)} ${unit} | ${other === undefined ? '' : short(other)} | ${ratio === undefined ? '' : ratio.toFixed(2)} |`,
  );
  return [
    `### ${title}`,
    '',
    `| what | measured | ${yardstick} | ratio |`,
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function short(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 2);
}

/** The value below which a share of the sorted values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
