/**
 * Makes PDFs from templates in views/ (`<feature>/<name>.typ`) with Typst, in a worker thread that starts with the first one: correct
 * Persian shaping and letter request, real text, fonts reduced to the letters used. Where the native compiler is not available, everything
 * else works, and the reader is told what to do instead.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HttpError } from '../http/httpErrors.ts';
import { oneAfterAnother } from '../http/oneAfterAnother.ts';
import { projectRoot } from '../projectRoot.ts';
import type { PdfReply, PdfRequest, PdfWorkerData } from './pdfWorker.ts';

/** The native part of the compiler cannot be loaded here; each template has its own message about what to do instead. */
export class PdfUnavailable extends HttpError {
  constructor(template: string) {
    super(503, `printing:pdfUnavailable.${template.split('/').at(-1)}`);
  }
}

export interface PdfOptions {
  tagged?: boolean;
  /** Whatever does not keep it fails. */
  standard?: 'ua-1';
  /** Called with each value that the template has noted (`metadata` labelled `<note>`), such as what it found by measuring. */
  onNote?(value: unknown): void;
}

export type RenderPdf = (template: string, data: object, options?: PdfOptions) => Promise<Buffer>;

const compilerOfProduct = '@myriaddreamin/typst-ts-node-compiler';

/** @param compilerPackage what the worker loads; tests pass a missing package */
export function pdfRenderer(compilerPackage = compilerOfProduct): RenderPdf {
  return renderer(compilerPackage, false).render;
}

/** A thread of its own for long work, which gives way to everything else and ends, with all its memory, when told. */
export function patientPdfRenderer(): { render: RenderPdf; close(): Promise<void> } {
  return renderer(compilerOfProduct, true);
}

function renderer(
  compilerPackage: string,
  isPatient: boolean,
): { render: RenderPdf; close(): Promise<void> } {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, { resolve(reply: PdfReply): void; reject(error: unknown): void }>();

  function start(): Worker {
    const started = openWorker(compilerPackage, isPatient);
    const failAll = (error: unknown) => {
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
      if (worker === started) worker = undefined;
    };
    started.on('message', ({ id, reply }: { id: number; reply: PdfReply }) => {
      waiting.get(id)?.resolve(reply);
      waiting.delete(id);
      if (waiting.size === 0) started.unref();
    });
    started.on('error', failAll);
    started.on('exit', () => failAll(new Error('The thread that makes PDFs has stopped')));
    return started;
  }

  const render: RenderPdf = async (template, data, { tagged = true, standard, onNote } = {}) => {
    worker ??= start();
    worker.ref();
    lastId += 1;
    const request: PdfRequest = {
      ...{ id: lastId, template, data: JSON.stringify(data), tagged, standard },
      isNoted: onNote !== undefined,
    };
    const reply = await new Promise<PdfReply>((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
      worker?.postMessage(request);
    });
    if ('unavailable' in reply) throw new PdfUnavailable(template);
    if ('failure' in reply) throw new Error(`The template ${template} cannot be set: ${reply.failure}`);
    for (const note of reply.notes) onNote?.(note);
    return Buffer.from(reply.pdf);
  };
  return { render, close: async () => void (await worker?.terminate()) };
}

/** One worker for the process; it holds nothing between requests, so apps can share it. */
const renderShared = pdfRenderer();
const maxWaiting = 20;
/** What waits is in memory, and whoever asks stays on the line: beyond so many, half a minute's work, the rest come again. */
const inOrder = oneAfterAnother(1, maxWaiting);

/** @throws Overloaded when too many wait */
export const renderPdf: RenderPdf = (...asked) => inOrder(() => renderShared(...asked));

function openWorker(compilerPackage: string, isPatient: boolean): Worker {
  const font = createRequire(import.meta.url).resolve('vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf');
  const workerData: PdfWorkerData = {
    views: join(projectRoot, 'views'),
    fonts: dirname(font),
    compilerPackage,
    isPatient,
  };
  return new Worker(new URL('./pdfWorker.mjs', import.meta.url), { workerData });
}
