/** Results: the report of an office, and the comparison of all; the objects that pages and `report --json` show, no more. */
import { z } from 'zod';
import { BadRequest, NotFound } from '../../http/httpErrors.ts';
import { findReadableComparison, hidePrevious, mayReadPrevious } from '../../reportPages/hidePrevious.ts';
import { mayReadReport, requireReportAccess } from '../../reportPages/reportAccess.ts';
import { findPublishedReport } from '../../reports/published/findPublished.ts';
import { reportJson } from '../../reports/published/reportJson.ts';
import { scopes } from '../../reports/scope.ts';
import { getCountedWave } from '../../waves/getWave.ts';
import { rootOffice } from '../../waves/rootOffice.ts';
import { endpoint } from '../endpoint.ts';
import { auditReading } from '../requests/auditReading.ts';
import { id } from '../schemas/basics.ts';
import { comparison, report } from '../schemas/report.ts';

export const reportEndpoint = endpoint({
  id: 'getReport',
  method: 'get',
  path: '/waves/{wave}/reports/{office}',
  roles: ['manager', 'analyst'],
  params: z.strictObject({ wave: id, office: id }),
  query: z.strictObject({ scope: z.enum(scopes).default('own') }),
  answers: { 200: report },
  problems: [404],
  async handle({ params: { wave: wanted, office }, query, now, today, req }) {
    const wave = await getCountedWave(wanted);
    requireReportAccess(req, wave, office, today);
    const found = await findPublishedReport(wave, office, query.scope);
    if (!found) throw new NotFound();
    await auditReading(req, 'report.open', { kind: 'wave', id: wave._id, officeOrUnit: office }, now);
    const showsPrevious = await mayReadPrevious(wave, (earlier) =>
      mayReadReport(req, earlier, office, today),
    );
    return { body: reportJson(showsPrevious ? found : hidePrevious(found)) };
  },
});

export const comparisonEndpoint = endpoint({
  id: 'getComparison',
  method: 'get',
  path: '/waves/{wave}/comparison',
  roles: ['manager', 'analyst'],
  params: z.strictObject({ wave: id }),
  query: z.strictObject({ instrument: id.optional() }),
  answers: { 200: comparison },
  problems: [404],
  async handle({ params, query, now, today, req }) {
    const wave = await getCountedWave(params.wave);
    const root = rootOffice(wave);
    requireReportAccess(req, wave, root, today);
    const instrument = query.instrument ?? wave.instruments[0]?.id ?? '';
    if (!wave.instruments.some((one) => one.id === instrument))
      throw new BadRequest('api:problem.instrument');
    const found = await findReadableComparison(wave, instrument, (earlier) =>
      mayReadReport(req, earlier, root, today),
    );
    if (!found && wave.state === 'released') throw new NotFound();
    await auditReading(req, 'comparison.open', { kind: 'wave', id: wave._id }, now);
    if (!found) return { body: { wave: wave._id, id: instrument, suppressed: 'notYet' } };
    return { body: found };
  },
});
