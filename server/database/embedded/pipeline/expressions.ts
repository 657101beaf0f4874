// Aggregation expressions: field paths, constants, and documents made of these. Operators are outside the allow-list.
import type { Document } from 'bson';
import { refuse } from '../errors.ts';
import { isDoc } from '../query/values.ts';

/** The value for a document, which is looked into only for a field path; undefined when the path leads nowhere. */
export type Expression = (doc: () => Document) => unknown;

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
  return (doc) =>
    Object.fromEntries(
      fields.map(([name, value]) => [name, value(doc)]).filter(([, value]) => value !== undefined),
    );
}

function fieldPath(spec: string): Expression {
  if (spec.startsWith('$$')) throw refuse('InvalidPipelineOperator', `the variable ${spec}`);
  const parts = spec.slice(1).split('.');
  return (doc) => follow(doc(), parts, 0);
}

function follow(value: unknown, parts: string[], at: number): unknown {
  const part = parts[at];
  if (part === undefined) return value;
  if (Array.isArray(value))
    return value.map((item) => follow(item, parts, at)).filter((item) => item !== undefined);
  return isDoc(value) && Object.hasOwn(value, part) ? follow(value[part], parts, at + 1) : undefined;
}
