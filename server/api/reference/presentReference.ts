/** The OpenAPI document as a page that needs no script and nothing from elsewhere: what can be asked for, the objects, and the problems. */
import type { Reader } from '../../i18n/reader.ts';
import { endpoints } from '../endpoints.ts';
import { apiPath } from '../paths.ts';
import { problemKinds } from '../requests/problem.ts';
import { type OpenApiDocument, tagOf } from './openApi.ts';

interface SchemaNode {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  description?: string;
  items?: SchemaNode;
  prefixItems?: SchemaNode[];
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | boolean;
  required?: string[];
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
}

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  parameters?: { name: string; in: string; required?: boolean; schema: SchemaNode & { default?: unknown } }[];
  requestBody?: { content: Record<string, { schema: SchemaNode }> };
  responses: Record<string, { content: Record<string, { schema: SchemaNode }> }>;
}

export interface FieldRow {
  name: string;
  type: string;
  about: string;
}

export function presentReference(document: OpenApiDocument, reader: Reader) {
  const { t } = reader;
  const paths = (document.paths ?? {}) as unknown as Record<string, Record<string, Operation>>;
  const schemas = (document.components?.schemas ?? {}) as Record<string, SchemaNode>;
  return {
    groups: (document.tags ?? []).map((tag) => ({
      name: tag.name,
      title: tag.description ?? '',
      operations: endpoints
        .filter((one) => tagOf(one) === tag.name)
        .map((one) => presentOperation(one.method, one.path, paths[one.path]![one.method]!, reader)),
    })),
    objects: Object.entries(schemas).map(([name, schema]) => ({ name, parts: partsOf(schema) })),
    problems: Object.entries(problemKinds).map(([status, kind]) => ({
      status,
      kind,
      title: t(`api:problemTitle.${kind}`),
    })),
  };
}

function presentOperation(method: string, path: string, operation: Operation, { t }: Reader) {
  const parameters = (operation.parameters ?? []).map(({ name, in: place, required, schema }) => ({
    name,
    type: typeOf(schema),
    about: [
      t(`api:place.${place}`),
      t(required ? 'api:reference.required' : 'api:reference.optional'),
      ...(schema.default === undefined
        ? []
        : [
            t('api:reference.default', {
              value: typeof schema.default === 'number' ? schema.default : String(schema.default),
            }),
          ]),
    ].join(t('api:reference.comma')),
  }));
  const bodies = Object.values(operation.requestBody?.content ?? {});
  return {
    id: operation.operationId,
    line: `${method.toUpperCase()} ${apiPath}${path === '/' ? '' : path}`,
    title: operation.summary,
    about: operation.description,
    parameters,
    body: bodies[0] ? typeOf(bodies[0].schema) : '',
    answers: Object.entries(operation.responses)
      .filter(([status]) => Number(status) < 300)
      .map(([status, { content }]) => {
        const [[media, { schema }] = ['', { schema: {} as SchemaNode }]] = Object.entries(content);
        return { status, type: media === 'application/json' ? typeOf(schema) : media };
      }),
    problems: Object.keys(operation.responses).filter((status) => Number(status) >= 400),
  };
}

/** One shape of an object: its fields, or the type alone where it has none of its own. */
interface ObjectPart {
  type: string;
  fields: FieldRow[];
}

function partsOf(schema: SchemaNode): ObjectPart[] {
  const shapes = schema.anyOf ?? schema.oneOf ?? [schema];
  return shapes.map((shape) => {
    const fields = Object.entries(shape.properties ?? {}).map(([name, field]) => ({
      name: shape.required?.includes(name) === false ? `${name}?` : name,
      type: typeOf(field),
      about: field.description ?? '',
    }));
    return { type: shape.properties ? '' : typeOf(shape), fields };
  });
}

/** In a short notation that programmers read at sight. */
export function typeOf(schema: SchemaNode): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1)!;
  const shapes = schema.anyOf ?? schema.oneOf;
  if (shapes) return [...new Set(shapes.map(typeOf))].join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const types = [schema.type ?? 'any'].flat();
  return types
    .map((type) => {
      if (type === 'array' && schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`;
      if (type === 'array') return `(${typeOf(schema.items ?? {})})[]`.replace(/^\(([\w]+)\)/, '$1');
      if (type === 'object') return objectType(schema);
      return schema.format && type === 'string' ? schema.format : type;
    })
    .join(' | ');
}

function objectType({ properties, additionalProperties }: SchemaNode): string {
  if (properties) {
    const fields = Object.entries(properties).map(([name, field]) => `${name}: ${typeOf(field)}`);
    return `{ ${fields.join('; ')} }`;
  }
  return typeof additionalProperties === 'object' ? `{ [id]: ${typeOf(additionalProperties)} }` : 'object';
}
