/** What the answering pages show of a wave: the parts of the questionnaire, and which promise can be kept here. */
import assert from 'node:assert/strict';
import type { Request } from 'express';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../server/instruments/instrument.ts';
import { isSecureContext } from '../../server/responses/answeringPages.ts';
import { type ItemsPart, presentParts } from '../../server/responses/presentAnswering.ts';
import { instrument } from '../support/situation.ts';

const partsOf = (survey: Instrument) =>
  presentParts(compileQuestionnaire([survey]), { minimumDetail: 10 }, 'fa');

describe('the parts of a questionnaire', () => {
  it('continue one another within a dimension, and begin anew with the next', () => {
    const survey = instrument();
    const dimensionOf = new Map(
      survey.dimensions.flatMap(({ id, items }) => items.map((item) => [item.id, id] as const)),
    );
    const parts = partsOf(survey).filter((part): part is ItemsPart => part.kind === 'items');
    const dimensions = parts.map(({ items }) => dimensionOf.get(items[0]!.id) ?? null);
    assert.ok(parts.some(({ continues }) => continues) && parts.some(({ continues }) => !continues));
    for (const [at, { continues }] of parts.entries())
      assert.equal(continues, at > 0 && dimensions[at] === dimensions[at - 1], `part ${at + 1}`);
  });

  it('hold no page without a question', () => {
    const bare = { ...instrument(), demographics: [], openQuestions: [] };
    assert.deepEqual(new Set(partsOf(bare).map(({ kind }) => kind)), new Set(['items']));
    const whole = new Set(partsOf(instrument()).map(({ kind }) => kind));
    assert.deepEqual(whole, new Set(['items', 'demographics', 'open']));
  });
});

describe('the promise that a browser keeps by itself', () => {
  const isKept = (secure: boolean, hostname: string, baseUrl?: string) =>
    isSecureContext({ secure, hostname } as Request, baseUrl ? { baseUrl } : { baseUrl: undefined });

  it('is made over https, behind a proxy that speaks it, and on the machine itself, never over plain http', () => {
    assert.equal(isKept(true, 'p.ea.ir'), true);
    assert.equal(isKept(false, 'p.ea.ir', 'https://p.ea.ir'), true);
    assert.equal(isKept(false, '127.0.0.1'), true);
    assert.equal(isKept(false, 'p.ea.ir', 'http://p.ea.ir'), false);
    assert.equal(isKept(false, 'localhost.ea.ir'), false);
  });
});
