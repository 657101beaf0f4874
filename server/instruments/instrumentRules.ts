/**
 * The rules of an instrument file that involve several fields. They read the raw JSON and skip values of the wrong shape (the
 * schema reports those), so that everything wrong with a file is reported at once.
 */
import { shortened } from '../http/fileProblem.ts';
import type { JsonPath } from '../http/positionedJson.ts';

/** `message` is a locale key. */
export type Problem = { path: JsonPath; message: string; values: Record<string, unknown> };
type Raw = Record<string, unknown>;
type Found = { value: Raw; path: JsonPath };

function objects(value: unknown, path: JsonPath): Found[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((entry, index) => ({ value: entry as Raw, path: [...path, index] }))
    .filter((entry) => typeof entry.value === 'object' && entry.value !== null);
}

function childrenOf(parents: Found[], name: string): Found[] {
  return parents.flatMap(({ value, path }) => objects(value[name], [...path, name]));
}

function withUniqueIds(found: Found[], message: string): Problem[] {
  const seen = new Set<unknown>();
  return found.flatMap(({ value, path }) => {
    if (typeof value.id !== 'string') return [];
    const again = seen.has(value.id);
    seen.add(value.id);
    return again ? [{ path: [...path, 'id'], message, values: { found: value.id } }] : [];
  });
}

function labelsRule(raw: Raw, name: 'scale' | 'controlScale'): Problem[] {
  const { points, labels } = (raw[name] ?? {}) as Raw;
  if (typeof points !== 'number' || points < 2 || points > 11) return [];
  if (!Array.isArray(labels) || labels.length === points) return [];
  const values = { expected: points, found: labels.length };
  return [{ path: [name, 'labels'], message: 'instruments:file.labels', values }];
}

function bandsRule(raw: Raw): Problem[] {
  const bands = objects(raw.bands, ['bands']);
  return bands.flatMap(({ value, path }, index) => {
    const previous = bands[index - 1]?.value.from;
    const found = value.from;
    const wrong = (message: string, values = {}) => [
      { path: [...path, 'from'], message, values: { found, ...values } },
    ];
    if (typeof found !== 'number') return [];
    if (index === 0 && found !== 0) return wrong('instruments:file.firstBand');
    if (typeof previous !== 'number' || found > previous) return [];
    return wrong('instruments:file.bandOrder', { previous });
  });
}

function outcomeRule(raw: Raw, dimensions: Found[]): Problem[] {
  const ids = dimensions.map(({ value }) => value.id);
  if (raw.outcome === undefined || ids.includes(raw.outcome)) return [];
  const values = { expected: ids.join(', '), found: shortened(raw.outcome) };
  return [{ path: ['outcome'], message: 'instruments:file.outcome', values }];
}

function versionRule(raw: Raw): Problem[] {
  const { version = 1, previousVersion } = raw;
  if (typeof previousVersion !== 'number' || typeof version !== 'number') return [];
  if (previousVersion < version) return [];
  const values = { version, found: previousVersion };
  return [{ path: ['previousVersion'], message: 'instruments:file.previousVersion', values }];
}

function shortFormRule({ id, shortFormOf }: Raw): Problem[] {
  const { id: found } = (shortFormOf ?? {}) as Raw;
  if (found === undefined || found !== id) return [];
  const path = ['shortFormOf', 'id'];
  return [{ path, message: 'instruments:file.shortFormOfItself', values: { found: shortened(found) } }];
}

function showIfRule({ value, path }: Found, earlier: Found[]): Problem[] {
  const { question, is } = (value.showIf ?? {}) as Raw;
  if (typeof question !== 'string') return [];
  const asked = earlier.find((candidate) => candidate.value.id === question);
  if (!asked) {
    const values = { found: shortened(question) };
    return [{ path: [...path, 'showIf', 'question'], message: 'instruments:file.showIfQuestion', values }];
  }
  const options = objects(asked.value.options, []).map((option) => option.value.id);
  return (Array.isArray(is) ? is : []).flatMap((id, index) => {
    if (options.includes(id)) return [];
    const values = { question, expected: options.join(', '), found: shortened(id) };
    return [{ path: [...path, 'showIf', 'is', index], message: 'instruments:file.showIfOption', values }];
  });
}

function itemRule({ value, path }: Found): Problem[] {
  if (!('showIf' in value)) return [];
  return [{ path: [...path, 'showIf'], message: 'instruments:file.showIfItem', values: {} }];
}

function optionsRule(demographic: Found): Problem[] {
  const options = childrenOf([demographic], 'options');
  const extra = options.filter(({ value }) => value.undisclosed === true).slice(1);
  const message = 'instruments:file.undisclosedTwice';
  return [
    ...withUniqueIds(options, 'instruments:file.sameOption'),
    ...extra.map(({ path }) => ({ path: [...path, 'undisclosed'], message, values: {} })),
  ];
}

/** Everything wrong with a file beyond the shape of its fields. */
export function checkInstrumentRules(file: unknown): Problem[] {
  if (typeof file !== 'object' || file === null) return [];
  const raw = file as Raw;
  const dimensions = objects(raw.dimensions, ['dimensions']);
  const items = childrenOf(dimensions, 'items');
  const controls = objects(raw.controls, ['controls']);
  const demographics = objects(raw.demographics, ['demographics']);
  const openQuestions = objects(raw.openQuestions, ['openQuestions']);
  return [
    ...withUniqueIds(dimensions, 'instruments:file.sameDimension'),
    ...withUniqueIds(
      [...items, ...controls, ...demographics, ...openQuestions],
      'instruments:file.sameQuestion',
    ),
    ...demographics.flatMap(optionsRule),
    ...items.flatMap(itemRule),
    ...demographics.flatMap((found, index) => showIfRule(found, demographics.slice(0, index))),
    ...openQuestions.flatMap((found) => showIfRule(found, demographics)),
    ...labelsRule(raw, 'scale'),
    ...labelsRule(raw, 'controlScale'),
    ...bandsRule(raw),
    ...outcomeRule(raw, dimensions),
    ...versionRule(raw),
    ...shortFormRule(raw),
  ];
}
