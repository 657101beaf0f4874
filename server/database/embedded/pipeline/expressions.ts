// Aggregation expressions. Field paths, literals and documents are ours; operators are mingo's, but only those
// listed in the allow-list, because mingo answers some others differently from a real server.
import type { Document } from 'bson';
import { Context, evalExpr } from 'mingo/core';
import * as arithmetic from 'mingo/operators/expression/arithmetic';
import * as boolean from 'mingo/operators/expression/boolean';
import * as comparison from 'mingo/operators/expression/comparison';
import * as conditional from 'mingo/operators/expression/conditional';
import { refuse } from '../errors.ts';
import { isDoc } from '../query/values.ts';

/** The value of an expression that leads nowhere: the field is left out. */
export const missing = undefined;
export type Expression = (doc: Document) => unknown;

const { $add, $subtract, $multiply, $divide, $abs, $floor, $ceil } = arithmetic;
const { $and, $or, $not } = boolean;
const { $eq, $ne, $gt, $gte, $lt, $lte } = comparison;
const { $cond, $ifNull } = conditional;
const operators = {
  $add,
  $subtract,
  $multiply,
  $divide,
  $abs,
  $floor,
  $ceil,
  $and,
  $or,
  $not,
  $eq,
  $ne,
  $gt,
  $gte,
  $lt,
  $lte,
  $cond,
  $ifNull,
};

/** The allow-list of expression operators. */
export const expressionOperators = [...Object.keys(operators), '$literal'];

const context = Context.init({ expression: operators as never });

/** Compiles an expression; throws InvalidPipelineOperator for an operator outside the allow-list. */
export function compileExpression(spec: unknown): Expression {
  if (typeof spec === 'string' && spec.startsWith('$$')) return variable(spec);
  if (typeof spec === 'string' && spec.startsWith('$')) return fieldPath(spec.slice(1).split('.'));
  if (isDoc(spec) && Object.hasOwn(spec, '$literal')) return () => spec.$literal;
  check(spec);
  if (!isDoc(spec) && !Array.isArray(spec)) return () => spec;
  if (isDoc(spec) && !Object.keys(spec)[0]?.startsWith('$')) return documentOf(spec);
  return (doc) => evalExpr(doc as never, spec as never, { context } as never);
}

function variable(spec: string): Expression {
  if (spec === '$$ROOT' || spec === '$$CURRENT') return (doc) => doc;
  throw refuse('InvalidPipelineOperator', `the variable ${spec}`);
}

function fieldPath(parts: string[]): Expression {
  return (doc) => follow(doc, parts, 0);
}

function follow(value: unknown, parts: string[], at: number): unknown {
  if (at === parts.length) return value;
  if (Array.isArray(value))
    return value.map((item) => follow(item, parts, at)).filter((item) => item !== missing);
  return isDoc(value) && Object.hasOwn(value, parts[at]!)
    ? follow(value[parts[at]!], parts, at + 1)
    : missing;
}

function documentOf(spec: Document): Expression {
  const fields = Object.entries(spec).map(([name, value]) => [name, compileExpression(value)] as const);
  return (doc) => {
    const out: Document = {};
    for (const [name, value] of fields) {
      const result = value(doc);
      if (result !== missing) out[name] = result;
    }
    return out;
  };
}

function check(spec: unknown): void {
  if (typeof spec === 'string' && spec.startsWith('$$')) variable(spec);
  if (Array.isArray(spec)) for (const item of spec) check(item);
  if (!isDoc(spec) || Object.hasOwn(spec, '$literal')) return;
  for (const [name, value] of Object.entries(spec)) {
    if (name.startsWith('$') && !Object.hasOwn(operators, name))
      throw refuse('InvalidPipelineOperator', `Unrecognized expression '${name}': it`);
    check(value);
  }
}
