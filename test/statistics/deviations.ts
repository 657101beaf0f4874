/** Prints the largest deviation from the reference for each statistic: `npx tsx test/statistics/deviations.ts`. */
import { compareAll, merge } from './reference/compareAll.ts';
import { unchecked } from './reference/unchecked.ts';

const { checked, missing, failures, deviations } = merge(compareAll().values());

console.log('| statistic | values | largest deviation | tolerance |\n|---|---:|---:|---|');
for (const [statistic, { count, largest, tolerance }] of [...deviations].sort(
  (a, b) => b[1].largest - a[1].largest,
)) {
  console.log(`| ${statistic} | ${count} | ${largest.toExponential(1)} | ${tolerance} |`);
}
console.log(`\n${checked} values compared, ${failures.length} outside their tolerance.`);
for (const { reason, paths } of unchecked) {
  console.log(`Not compared: ${missing.filter((path) => paths.test(path)).length} (${reason}).`);
}
