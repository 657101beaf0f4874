/** New offices, their change and their end, by form. What was typed stays in it where something is wrong. */
import { type Request, type Response, Router } from 'express';
import { type AuditContext, auditContextOf } from '../accounts/audit/auditContext.ts';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { changeOffice, createOffice, endOffice, type OfficeChanged } from './changeOffices.ts';
import { loadLevels } from './levels/loadLevels.ts';
import { loadOffices } from './loadOffices.ts';
import { changeForm, endForm, newOfficeForm } from './officeForms.ts';
import { officeName } from './officeName.ts';
import type { OfficeWaves } from './officeWaves.ts';
import { officePath, officesPath } from './paths.ts';
import { consequencesOf, dayExample, formValues, levelOptions, officeOptions } from './presentForms.ts';

type Kind = 'new' | 'change' | 'end';
type Values = Record<string, unknown>;

const kinds = [
  { kind: 'new', get: '/offices/new', post: '/offices' },
  { kind: 'change', get: '/offices/:code/change', post: '/offices/:code/change' },
  { kind: 'end', get: '/offices/:code/end', post: '/offices/:code/end' },
] as const;

export function officeChangeRoutes({ clock }: AppContext, waves: OfficeWaves): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const show = async (
    req: Request,
    res: Response,
    kind: Kind,
    values: Values | null,
    errors: FieldError[],
  ) => {
    const day = isoDayOf(clock.now());
    await res.page('offices/form', {
      ...(await formOf(res, { kind, code: codeOf(req, kind), values, day, waves })),
      status: errors.length > 0 ? 422 : 200,
      errors,
    });
  };
  for (const { kind, get, post } of kinds) {
    router.get(get, administrator, async (req, res) =>
      show(req, res, kind, kind === 'new' ? likeTheLast(req) : null, []),
    );

    router.post(post, administrator, async (req, res) => {
      const changed = await apply(kind, req, auditContextOf(req, clock));
      if (!changed.ok) return show(req, res, kind, req.body, changed.errors);
      if (kind === 'new' && req.body.another) {
        flash(req, 'offices:done.another', { office: String(req.body.nameFa) });
        const like = new URLSearchParams({ level: req.body.level, parent: req.body.parent });
        return res.redirect(303, `${officesPath}/new?${like}`);
      }
      flash(req, `offices:done.${kind}`);
      res.redirect(303, officePath(changed.code));
    });
  }
  return router;
}

/** A further office is often one beside the last: below the same office, on its level. */
const likeTheLast = ({ query }: Request): Values | null =>
  typeof query.parent === 'string' ? { parent: query.parent, level: String(query.level ?? '') } : null;

const codeOf = (req: Request, kind: Kind) => (kind === 'new' ? null : String(req.params.code));

async function apply(kind: Kind, req: Request, auditContext: AuditContext): Promise<OfficeChanged> {
  const code = String(req.params.code);
  if (kind === 'new') {
    const form = readForm(newOfficeForm, req.body);
    return form.ok ? createOffice(form.value, auditContext) : form;
  }
  if (kind === 'change') {
    const form = readForm(changeForm, req.body);
    return form.ok ? changeOffice(code, form.value, auditContext) : form;
  }
  const form = readForm(endForm, req.body);
  if (!form.ok) return form;
  return endOffice(code, { ...form.value, validTo: form.value.validTo ?? '' }, auditContext);
}

interface FormOf {
  kind: Kind;
  code: string | null;
  values: Values | null;
  day: string;
  waves: OfficeWaves;
}

async function formOf(res: Response, { kind, code, values, day, waves }: FormOf) {
  const reader = readerOf(res);
  const [tree, all, levels] = await Promise.all([loadOffices(reader.lang), waves('all'), loadLevels()]);
  const office = code === null ? null : tree.get(code);
  if (office === undefined) throw new NotFound();
  const name = office ? officeName(office, reader.lang) : '';
  return {
    title: reader.t(`offices:form.${kind}`, { office: name }),
    kind,
    code,
    values: values ?? (office ? formValues(office, reader) : { parent: tree.roots[0]?.code ?? '' }),
    levels: levelOptions(levels, office?.level, reader),
    offices: officeOptions({ tree, day, code }, reader),
    effects: consequencesOf(all, kind, code, reader),
    example: dayExample(day),
  };
}
