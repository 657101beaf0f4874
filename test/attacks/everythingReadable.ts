/**
 * Everything that all roles together can read of two waves: every page, table, file and drawing of every route that takes a wave or
 * an office, in every order, scope and filter that one accepts, signed in as every role and not signed in at all; and the report
 * object that other programs get.
 */
import { createHash } from 'node:crypto';
import type { Express } from 'express';
import supertest from 'supertest';
import type { Role } from '../../server/accounts/account.ts';
import { endpoints } from '../../server/api/endpoints.ts';
import { kitFiles } from '../../server/kit/officeDocuments.ts';
import { officeSizes } from '../../server/reportPages/comparisonOrder.ts';
import { findPublishedReport } from '../../server/reports/published/findPublished.ts';
import { reportJson } from '../../server/reports/published/reportJson.ts';
import type { Report } from '../../server/reports/published/reportObject.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { program } from '../api/situation.ts';
import { type Agent, people, signInAs } from '../support/people.ts';
import { declaredRoles } from '../support/rolesByRoute.ts';
import { derivedAddresses } from './derivedPages.ts';
import { staff, survey } from './people.ts';

const offices = Object.keys(staff);
const scopes = ['?scope=own', '?scope=subtree'];
const orders = ['index', 'tree', 'name', ...survey.dimensions.map(({ id }) => id)];

/** The filters that a route accepts; a new one is to be added here. */
function queriesOf(route: string): string[] {
  if (route.endsWith('/reports/:wave/comparison'))
    return orders.flatMap((order) => ['', ...officeSizes].map((size) => `?order=${order}&size=${size}`));
  if (route.includes('/:office')) return scopes;
  if (route.endsWith('/comments')) return ['', '?review=approved', '?review=hidden'];
  return [''];
}

function addressesOf(route: string, wave: string): string[] {
  // Each is set anew, which takes long: of one governorate, in which the hidden offices lie, for the analyst, who reads the most.
  if (route.endsWith('/kit/:file'))
    return wave === 'after' ? kitFiles.map((file) => `/reports/${wave}/north/kit/${file}`) : [];
  const named = route.replace(/^GET /, '').replace(/:wave|:id/, wave);
  const filled = named.includes(':office')
    ? offices.map((office) => named.replace(':office', office))
    : [named];
  return filled.flatMap((address) => queriesOf(route).map((query) => `${address}${query}`));
}

/** `:id` is a wave's below `/waves`. The zip of all kits is made on demand. */
const isOfWave = (route: string) =>
  /^GET (.*:wave|\/waves\/:id)/.test(route) && !/:(?!wave|id|office|file)|zip$/.test(route);

const programs = [
  { role: 'analyst' },
  { role: 'administrator' },
  { role: 'manager', offices: ['root'] as string[] },
  { role: 'manager', offices: ['north'] as string[] },
] as const;

/** What the interface for programs tells of a wave and its offices. */
function programAddresses(wave: string): string[] {
  return endpoints
    .filter(({ method, path }) => method === 'get' && path.includes('{wave}') && !path.includes('{plan}'))
    .flatMap(({ path }) => {
      const named = path.replace('{wave}', wave);
      const filled = named.includes('{office}')
        ? offices.map((one) => named.replace('{office}', one))
        : [named];
      return filled.flatMap((address) =>
        (named.includes('{office}') ? scopes : ['']).map((scope) => address + scope),
      );
    });
}

/** What is drawn anew for every request: tokens of forms, its id on error pages, and the code in the example of a message. */
const passing =
  /"requestId":"[^"]*"|name="(?:_csrf|nonce|challenge)"\s+value="[^"]*"|challenge&#34;:&#34;[\w-]+|<bdi class="code" translate="no">[0-9a-z]{10}<\/bdi>|#[0-9A-Z]{20}\b|\b([0-9A-Z]{4}-){4}[0-9A-Z]{4}\b/g;

/** A page without what is drawn anew for every request. */
export const withoutPassing = (page: string): string => page.replace(passing, '');

export async function readBy(agent: Agent, address: string): Promise<string> {
  const reply = await agent.get(address).buffer(true).parse(whole);
  const bytes = reply.body as Buffer;
  const type = String(reply.headers['content-type']);
  const body = /html|json|csv|plain/.test(type)
    ? withoutPassing(bytes.toString('utf8'))
    : createHash('sha256').update(bytes).digest('hex');
  return `${reply.status} ${headersOf(reply.headers, /html/.test(type))} ${body}`;
}

/** All but the time and the cookie. Length and ETag of a page follow from its bytes, tokens included, so they say nothing more. */
function headersOf(headers: Record<string, string>, isPage: boolean): string {
  const aside = new Set([
    'date',
    'set-cookie',
    'x-request-id',
    // How many requests a program has left.
    'ratelimit',
    ...(isPage ? ['content-length', 'etag'] : []),
  ]);
  return JSON.stringify(Object.entries(headers).filter(([name]) => !aside.has(name)));
}

function whole(reply: supertest.Response, done: (error: Error | null, body: Buffer) => void) {
  const parts: Buffer[] = [];
  reply.on('data', (part: Buffer) => parts.push(part));
  reply.on('end', () => done(null, Buffer.concat(parts)));
}

const readers: Role[] = ['administrator', 'manager', 'analyst', 'auditor', 'clerk', 'reviewer'];

function programReads(report: Report | null): string {
  return JSON.stringify(report && reportJson(report));
}

/** By reader and address, what was read. Managers: one of the province, one of a governorate, one of a district. */
export async function everythingReadable(app: Express, waves: readonly Wave[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const routes = await declaredRoles();
  const grants = ['root', 'north', 'heris'].map((office) => ({ office, from: null, to: null }));
  const managers = grants.map((grant) => ({
    ...people.manager,
    username: `karim-${grant.office}`,
    grants: [grant],
  }));
  const everybody = [
    ...readers.filter((role) => role !== 'manager').map((role) => people[role]),
    ...managers,
  ];
  for (const person of everybody) {
    const agent = await signInAs(app, person);
    found.set(`${person.username} /desk`, await readBy(agent, '/desk'));
    if (person === people.administrator)
      for (const address of derivedAddresses)
        found.set(`${person.username} ${address}`, await readBy(agent, address));
    for (const [route, allowed] of Object.entries(routes)) {
      if (!isOfWave(route) || allowed === 'anyone' || !allowed.includes(person.role)) continue;
      if (route.endsWith('/kit/:file') && person !== people.analyst) continue;
      for (const address of waves.flatMap(({ _id }) => addressesOf(route, _id)))
        found.set(`${person.username} ${address}`, await readBy(agent, `/desk${address}`));
    }
  }
  for (const [at, wanted] of programs.entries()) {
    const agent = await program(app, wanted);
    for (const address of waves.flatMap(({ _id }) => programAddresses(_id)))
      found.set(`program ${at} of ${wanted.role} ${address}`, await readBy(agent, `/api/v1${address}`));
  }
  const anyone = supertest.agent(app);
  for (const { _id } of waves) {
    for (const prefix of ['', '/en'])
      for (const office of offices)
        for (const scope of scopes) {
          const address = `${prefix}/waves/${_id}/results/${office}${scope}`;
          found.set(`anyone ${address}`, await readBy(anyone, address));
        }
  }
  for (const wave of waves)
    for (const office of offices)
      for (const scope of ['own', 'subtree'] as const) {
        const report = await findPublishedReport(wave, office, scope);
        found.set(`program ${wave._id} ${office} ${scope}`, programReads(report));
      }
  return found;
}
