// Aggregation expressions: field paths, constants, and documents made of these. Operators are outside the allow-list.
import type { Document } from 'bson';
import { refuse } from '../errors.ts';
import { isDoc } from '../query/values.ts';

/** The value for a document; undefined when the path leads nowhere. */
export type Expression = (doc: Document) => unknown;

/** Compiles an expression; throws InvalidPipelineOperator for an operator or a variable. */
export function compileExpression(spec: unknown): Expression {
  if (typeof spec === 'string' && spec.startsWith('$')) return fieldPath(spec);
  if (Array.isArray(spec)) throw refuse('InvalidPipelineOperator', 'an array as an expression');
  if (!isDoc(spec)) return () => spec;
  const fields = Object.entries(spec).map(([name, value]) => {
    if (name.startsWith('$'))
      throw refuse('InvalidPipelineOperator', `Unrecognized expression '${name}': it`);
    return [name, compileExpression(value)] as const;
  });
  return (doc) => {
    const out: Document = {};
    for (const [name, value] of fields) {
      const result = value(doc);
      if (result !== undefined) out[name] = result;
    }
    return out;
  };
}

function fieldPath(spec: string): Expression {
  if (spec.startsWith('$$')) throw refuse('InvalidPipelineOperator', `the variable ${spec}`);
  const parts = spec.slice(1).split('.');
  return (doc) => follow(doc, parts, 0);
}

function follow(value: unknown, parts: string[], at: number): unknown {
  if (at === parts.length) return value;
  if (Array.isArray(value))
    return value.map((item) => follow(item, parts, at)).filter((item) => item !== undefined);
  return isDoc(value) && Object.hasOwn(value, parts[at]!)
    ? follow(value[parts[at]!], parts, at + 1)
    : undefined;
}
