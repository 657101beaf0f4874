/** The text format that Prometheus reads (version 0.0.4): https://prometheus.io/docs/instrumenting/exposition_formats/ */

export interface Metric {
  /** Without the prefix that all have. */
  name: string;
  help: string;
  type: 'gauge' | 'counter';
  samples: { labels?: Record<string, string>; value: number }[];
}

export const contentType = 'text/plain; version=0.0.4; charset=utf-8';
const prefix = 'farhangsanj_';

export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map(textOf).join('');
}

function textOf({ name, help, type, samples }: Metric): string {
  const full = `${prefix}${name}`;
  const lines = samples.map(({ labels = {}, value }) => `${full}${labelsOf(labels)} ${value}`);
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...lines, ''].join('\n');
}

function labelsOf(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

const escapes: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };
const escaped = (value: string) => value.replace(/[\\"\n]/g, (character) => escapes[character]!);
