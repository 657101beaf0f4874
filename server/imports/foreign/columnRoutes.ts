/** The steps between an upload and its wave: what each column stands for, what each label stands for, and the file as it was mapped. */
import { type Response, Router } from 'express';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { readerOf } from '../../http/readerOf.ts';
import {
  type Body,
  type ChosenColumns,
  type ChosenLabels,
  chosenColumns,
  chosenLabels,
  type LabelledGroup,
  labelledGroups,
  suggestedLabels,
} from './chosenMapping.ts';
import { importsPath } from './paths.ts';
import { columnFields, presentColumns, presentLabels } from './presentImport.ts';
import { type Step, stepOf } from './step.ts';

export function columnRoutes(context: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.post('/imports/labels', administrator, async (req, res) => {
    const step = await stepOf(req, context);
    const columns = await postedColumns(req.body as Body, res, step);
    if (!columns) return;
    const typed = suggestedLabels(columns.groups, step);
    await showLabels(res, step, { ...columns, labels: { labels: new Map(), typed, errors: [] } });
  });
  return router;
}

export async function showColumns(res: Response, step: Step, shown: ChosenColumns): Promise<void> {
  const reader = readerOf(res);
  await res.page('imports/columns', {
    title: reader.t('imports:columns.title'),
    layout: 'desk',
    status: shown.errors.length > 0 ? 422 : 200,
    path: importsPath,
    page: presentColumns(step, shown, reader),
    errors: shown.errors,
  });
}

interface ShownLabels {
  chosen: ChosenColumns;
  groups: readonly LabelledGroup[];
  labels: ChosenLabels;
}

export async function showLabels(
  res: Response,
  step: Step,
  { chosen, groups, labels }: ShownLabels,
): Promise<void> {
  const reader = readerOf(res);
  await res.page('imports/labels', {
    title: reader.t('imports:labels.title'),
    layout: 'desk',
    status: labels.errors.length > 0 ? 422 : 200,
    path: importsPath,
    page: presentLabels(step, groups, labels.typed, columnFields(chosen.columns, chosen), reader),
    errors: labels.errors,
  });
}

type PostedColumns = Pick<ShownLabels, 'chosen' | 'groups'>;

/** What each column was said to stand for, with the labels that stand in them; null where that page was shown again. */
async function postedColumns(body: Body, res: Response, step: Step): Promise<PostedColumns | null> {
  const chosen = chosenColumns(body, step);
  if (chosen.errors.length === 0) return { chosen, groups: labelledGroups(chosen.columns, step) };
  await showColumns(res, step, chosen);
  return null;
}

/** The whole mapping that was posted, or null where the page of what it lacks was shown again. */
export async function postedMapping(body: Body, res: Response, step: Step) {
  const posted = await postedColumns(body, res, step);
  if (!posted) return null;
  const { chosen, groups } = posted;
  const labels = chosenLabels(body, groups);
  if (labels.errors.length > 0) {
    await showLabels(res, step, { chosen, groups, labels });
    return null;
  }
  const { columns, office } = chosen;
  const hidden = [...columnFields(columns, chosen), ...Object.entries(labels.typed)];
  return { mapping: { columns, office, labels: labels.labels }, hidden };
}
