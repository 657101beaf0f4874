/** Checks as a reader sees them, and as a monitoring program does. */
import type { Reader } from '../../i18n/reader.ts';
import { inSteps, writtenBytes } from '../writtenBytes.ts';
import { type Check, type Level, levels, type PhraseValue, worstOf } from './check.ts';
import { ruleValues } from './thresholds.ts';

export interface PresentedCheck {
  level: Level;
  /** The level in words. */
  state: string;
  part: string;
  finding: string;
  /** What to do; '' where it is green. */
  advice: string;
  rule: string;
}

export function presentCheck(check: Check, reader: Reader): PresentedCheck {
  const { name, level, finding } = check;
  const { t } = reader;
  const values = written(check.values, reader);
  return {
    level,
    state: t(`system:count.${level}`),
    part: t(`system:part.${name}`),
    finding: t(`system:finding.${finding}`, values),
    advice: level === 'green' ? '' : t(`system:advice.${finding}`, values),
    rule: t(`system:rule.${name}`, written(ruleValues[name], reader)),
  };
}

function written(values: Check['values'], reader: Reader): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, writtenValue(value, reader)]),
  );
}

const isVersion = (value: string) => /^\d+\.\d+\.\d+$/.test(value);

function writtenValue(value: PhraseValue, { t, f }: Reader): string | number {
  if (typeof value === 'number') return value;
  // Reasons are Latin words, which keep a direction of their own; a version has the digits of the language.
  if (typeof value === 'string') return `\u2068${isVersion(value) ? f.digits(value) : value}\u2069`;
  if ('at' in value) return f.dateTime(new Date(value.at));
  if ('share' in value) return f.percent(value.share);
  if ('jobs' in value) return f.list(value.jobs.map((job) => t(`system:job.${job}`, { defaultValue: job })));
  if ('names' in value) return f.list(value.names.map((name) => `\u2068${name}\u2069`));
  return writtenBytes(inSteps(value.bytes), { t, f });
}

/** What is wrong in one line, the worst first; or that all is well. */
export function conditionTitle(checks: readonly Check[], { t, f }: Reader): string {
  const partsOf = (level: Level) =>
    f.list(checks.filter((check) => check.level === level).map(({ name }) => t(`system:part.${name}`)));
  const [broken, attention] = [partsOf('red'), partsOf('amber')];
  const said = [
    broken && t('system:broken', { parts: broken }),
    attention && t('system:attention', { parts: attention }),
  ].filter(Boolean);
  return said.length > 0 ? said.join(t('system:join')) : t('system:green');
}

/** How many parts are at each level, the worst first. */
export const countLevels = (checks: readonly { level: Level }[]) =>
  levels.toReversed().map((level) => ({ level, count: checks.filter((one) => one.level === level).length }));

/** For a program: the same sentences in one language, and beside them the facts as numbers and instants. */
export function conditionJson(checks: readonly Check[], at: Date, reader: Reader) {
  return {
    level: worstOf(checks.map(({ level }) => level)),
    checkedAt: at.toISOString(),
    checks: checks.map((check) => {
      const { finding, advice } = presentCheck(check, reader);
      const facts = Object.entries(check.values).map(([name, value]) => [name, plainValue(value)]);
      return { name: check.name, level: check.level, finding, advice, facts: Object.fromEntries(facts) };
    }),
  };
}

function plainValue(value: PhraseValue): unknown {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if ('bytes' in value) return inSteps(value.bytes);
  if ('share' in value) return value.share;
  if ('at' in value) return new Date(value.at).toISOString();
  return 'jobs' in value ? value.jobs : value.names;
}
