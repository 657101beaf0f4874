/**
 * The rules of an instrument file that tie several fields together. They read the raw JSON and skip what is not of the right
 * shape (the schema names that), so that all that is wrong with a file is told at once.
 */
import type { JsonPath } from './jsonSource.ts';

export type Problem = { path: JsonPath; message: string };
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

function withUniqueIds(found: Found[], noun: string): Problem[] {
  const seen = new Set<unknown>();
  return found.flatMap(({ value, path }) => {
    if (typeof value.id !== 'string') return [];
    const again = seen.has(value.id);
    seen.add(value.id);
    const message = `expected an id of its own, but "${value.id}" is the id of an earlier ${noun}`;
    return again ? [{ path: [...path, 'id'], message }] : [];
  });
}

function labelsRule(raw: Raw, name: 'scale' | 'controlScale'): Problem[] {
  const { points, labels } = (raw[name] ?? {}) as Raw;
  if (typeof points !== 'number' || points < 2 || points > 11) return [];
  if (!Array.isArray(labels) || labels.length === points) return [];
  const message = `expected ${points} labels, one for each point, found ${labels.length}`;
  return [{ path: [name, 'labels'], message }];
}

function bandsRule(raw: Raw): Problem[] {
  const bands = objects(raw.bands, ['bands']);
  return bands.flatMap(({ value, path }, index) => {
    const previous = bands[index - 1]?.value.from;
    if (typeof value.from !== 'number') return [];
    if (index === 0 && value.from !== 0) {
      return [
        { path: [...path, 'from'], message: `expected the first band to begin at 0, found ${value.from}` },
      ];
    }
    if (typeof previous !== 'number' || value.from > previous) return [];
    const message = `expected bands in rising order: more than ${previous}, found ${value.from}`;
    return [{ path: [...path, 'from'], message }];
  });
}

function outcomeRule(raw: Raw, dimensions: Found[]): Problem[] {
  const ids = dimensions.map(({ value }) => value.id);
  if (raw.outcome === undefined || ids.includes(raw.outcome)) return [];
  return [{ path: ['outcome'], message: `expected the id of a dimension: ${ids.join(', ')}` }];
}

function versionRule(raw: Raw): Problem[] {
  const { version = 1, previousVersion } = raw;
  if (typeof previousVersion !== 'number' || typeof version !== 'number') return [];
  if (previousVersion < version) return [];
  return [
    { path: ['previousVersion'], message: `expected a version before ${version}, found ${previousVersion}` },
  ];
}

function showIfRule({ value, path }: Found, earlier: Found[]): Problem[] {
  const { question, is } = (value.showIf ?? {}) as Raw;
  if (typeof question !== 'string') return [];
  const asked = earlier.find((candidate) => candidate.value.id === question);
  if (!asked) {
    const message = `expected the id of an earlier demographic question, found "${question}"`;
    return [{ path: [...path, 'showIf', 'question'], message }];
  }
  const options = objects(asked.value.options, []).map((option) => option.value.id);
  return (Array.isArray(is) ? is : []).flatMap((id, index) =>
    options.includes(id)
      ? []
      : [
          {
            path: [...path, 'showIf', 'is', index],
            message: `expected an option of "${question}": ${options.join(', ')}`,
          },
        ],
  );
}

function itemRule({ value, path }: Found): Problem[] {
  if (!('showIf' in value)) return [];
  const message = 'expected no "showIf" on a scored item: everyone is asked every item';
  return [{ path: [...path, 'showIf'], message }];
}

function optionsRule(demographic: Found): Problem[] {
  const options = childrenOf([demographic], 'options');
  const extra = options.filter(({ value }) => value.undisclosed === true).slice(1);
  const message = 'expected at most one option to be "undisclosed"';
  return [
    ...withUniqueIds(options, 'option'),
    ...extra.map(({ path }) => ({ path: [...path, 'undisclosed'], message })),
  ];
}

/** Everything wrong with a file beyond the shape of its single fields. */
export function checkInstrumentRules(file: unknown): Problem[] {
  if (typeof file !== 'object' || file === null) return [];
  const raw = file as Raw;
  const dimensions = objects(raw.dimensions, ['dimensions']);
  const items = childrenOf(dimensions, 'items');
  const controls = objects(raw.controls, ['controls']);
  const demographics = objects(raw.demographics, ['demographics']);
  const openQuestions = objects(raw.openQuestions, ['openQuestions']);
  return [
    ...withUniqueIds(dimensions, 'dimension'),
    ...withUniqueIds([...items, ...controls, ...demographics, ...openQuestions], 'item or question'),
    ...demographics.flatMap(optionsRule),
    ...items.flatMap(itemRule),
    ...demographics.flatMap((found, index) => showIfRule(found, demographics.slice(0, index))),
    ...openQuestions.flatMap((found) => showIfRule(found, demographics)),
    ...labelsRule(raw, 'scale'),
    ...labelsRule(raw, 'controlScale'),
    ...bandsRule(raw),
    ...outcomeRule(raw, dimensions),
    ...versionRule(raw),
  ];
}
