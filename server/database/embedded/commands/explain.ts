// explain: which index a find would read, in the shape drivers and mongosh know; with executionStats it runs
// the read and counts keys and documents.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { isDoc } from '../query/bsonValues.ts';
import { type Answer, consume } from '../query/stream.ts';
import { idIndex } from '../storage/catalog.ts';
import { storeError } from '../storeErrors.ts';
import { type Planned, planOf, queryOf, runQuery } from './query.ts';

export function explain(engine: Engine, body: Document): Answer<Document> {
  const command = isDoc(body.explain) ? body.explain : {};
  const [kind = 'nothing'] = Object.keys(command);
  if (kind !== 'find') throw storeError('CommandNotSupported', `explain of ${kind}`);
  const planned = planOf(engine, queryOf({ ...command, $db: body.$db }, 'find', 'filter'));
  const { db, name } = planned.query;
  const winningPlan = describe(planned);
  const queryPlanner = { namespace: `${db}.${name}`, winningPlan, rejectedPlans: [] };
  if (body.verbosity === 'queryPlanner') return { queryPlanner, ok: 1 };
  const counts = { keys: 0, documents: 0 };
  let nReturned = 0;
  return consume(
    runQuery(engine, planned, counts),
    (chunk) => {
      nReturned += chunk.length;
    },
    () => {
      const totalKeysExamined = winningPlan.stage === 'COLLSCAN' ? 0 : counts.keys;
      const totalDocsExamined = counts.documents;
      const executionStats = { executionSuccess: true, nReturned, totalKeysExamined, totalDocsExamined };
      return { queryPlanner, executionStats, ok: 1 };
    },
  );
}

function describe({ plan, query }: Planned): Document {
  if (!plan) return { stage: 'EOF' };
  const { filter } = query;
  const direction = plan.reverse ? 'backward' : 'forward';
  const { name: indexName, key: keyPattern } = plan.index ?? idIndex;
  const isMultiKey = plan.index?.multikey ?? false;
  const inputStage = { stage: 'IXSCAN', indexName, keyPattern, isMultiKey, direction };
  const isIndexed = plan.index !== null || plan.byId;
  const read = isIndexed ? { stage: 'FETCH', filter, inputStage } : { stage: 'COLLSCAN', filter, direction };
  if (plan.sorted) return read;
  return { stage: 'SORT', sortPattern: Object.fromEntries(query.sort), inputStage: read };
}
