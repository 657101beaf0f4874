/**
 * The OpenAPI 3.1 document of the interface in a language. It is made of the endpoints and of the schemas that check their requests; only its
 * words come from elsewhere: a field has one meaning wherever it stands, so its words go by its name.
 */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Reader } from '../../i18n/reader.ts';
import { programVersion } from '../../programVersion.ts';
import type { Described, Endpoint } from '../endpoint.ts';
import { endpoints } from '../endpoints.ts';
import { apiPath, referencePath } from '../paths.ts';
import { problemKinds } from '../requests/problem.ts';
import { problem } from '../schemas/problem.ts';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** What any request may meet. */
const common = [400, 401, 403, 429, 503];
/** What a request with a body may meet besides. */
const ofWriting = [409, 413, 415, 422];
const tagNames = ['token', 'waves', 'results', 'plans', 'offices'] as const;

const idempotencyKey = z.object({ 'Idempotency-Key': z.string().min(8).max(200) });
const problemType = 'application/problem+json';

export function openApiDocument(reader: Reader, baseUrl: string): OpenApiDocument {
  const { t } = reader;
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  for (const one of endpoints) registry.registerPath(routeOf(one, reader));
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: t('api:reference.title'),
      description: t('api:reference.about'),
      version: programVersion(),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${baseUrl}${apiPath}` }],
    externalDocs: { url: `${baseUrl}${referencePath}` },
    security: [{ token: [] }],
    tags: tagNames.map((name) => ({ name, description: t(`api:tag.${name}`) })),
  });
  describeFields(document.components?.schemas ?? {}, reader);
  return document;
}

export function tagOf({ path }: Pick<Endpoint, 'path'>): (typeof tagNames)[number] {
  if (path === '/') return 'token';
  if (/reports|comparison|open-data/.test(path)) return 'results';
  return tagNames.find((name) => path.startsWith(`/${name}`)) ?? 'waves';
}

function routeOf(one: Endpoint, { t }: Reader): RouteConfig {
  const statuses = [...new Set([...common, ...(one.body ? ofWriting : []), ...one.problems])].sort();
  return {
    operationId: one.id,
    method: one.method,
    path: one.path,
    tags: [tagOf(one)],
    summary: t(`api:operation.${one.id}.summary`),
    description: `${t(`api:operation.${one.id}.about`)} ${rolesOf(one, t)}`,
    request: {
      params: one.params,
      query: one.query,
      ...(one.method === 'post' && { headers: idempotencyKey }),
      ...(one.method === 'put' && { headers: idempotencyKey.partial() }),
      ...(one.body && { body: { required: true, content: { 'application/json': { schema: one.body } } } }),
    },
    responses: {
      ...Object.fromEntries(
        Object.entries(one.answers).map(([status, described]) => [
          status,
          { description: t(`api:answer.${status}`), content: contentOf(described) },
        ]),
      ),
      ...Object.fromEntries(
        statuses.map((status) => [
          status,
          {
            description: t(`api:problemTitle.${problemKinds[status]}`),
            content: { [problemType]: { schema: problem } },
          },
        ]),
      ),
    },
  };
}

const rolesOf = ({ roles }: Endpoint, t: Reader['t']): string =>
  t('api:reference.roles', {
    roles: roles.map((role) => t(`accounts:role.${role}`)).join(t('api:reference.and')),
  });

const contentOf = (described: Described) =>
  'file' in described
    ? { [described.file]: { schema: z.string() } }
    : { 'application/json': { schema: described } };

type Node = Record<string, unknown>;

/** Gives every field the words of its name. */
function describeFields(node: unknown, { t }: Reader): void {
  if (Array.isArray(node)) for (const one of node) describeFields(one, { t } as Reader);
  else if (node !== null && typeof node === 'object') {
    const { properties } = node as { properties?: Record<string, Node> };
    for (const [name, field] of Object.entries(properties ?? {})) {
      const words = t(`api:field.${name}`, { defaultValue: '' });
      // Beside a reference nothing else is read by older tools.
      if (words && !('$ref' in field)) field.description = words;
    }
    for (const part of Object.values(node)) describeFields(part, { t } as Reader);
  }
}
