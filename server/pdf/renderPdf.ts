/**
 * PDFs from templates in views/ (`<feature>/<name>.typ`), set by Typst in a worker thread that starts with the first one:
 * Persian shaping and order of letters right, real text, fonts cut down to the letters used. Where the native compiler is not
 * to be had, everything else works and the reader is told what to do instead.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HttpError } from '../http/httpErrors.ts';
import { projectRoot } from '../projectRoot.ts';

export interface PdfWorkerData {
  views: string;
  fonts: string;
  compilerPackage: string;
}
export interface PdfRequest {
  id: number;
  template: string;
  /** JSON, as text. */
  data: string;
  /** Structure for screen readers; it costs more than the text of a slip does. */
  tagged: boolean;
}
export type PdfReply = { pdf: Uint8Array } | { failure: string } | { unavailable: string };

/** The native part of the compiler cannot be loaded here; each template has its own sentence on what to do instead. */
export class PdfUnavailable extends HttpError {
  constructor(template: string) {
    super(503, `printing:pdfUnavailable.${template.split('/').at(-1)}`);
  }
}

export type RenderPdf = (template: string, data: object, options?: { tagged?: boolean }) => Promise<Buffer>;

/** @param compilerPackage what the worker loads; another name only where its absence is tested */
export function pdfRenderer(compilerPackage = '@myriaddreamin/typst-ts-node-compiler'): RenderPdf {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, { resolve(answer: PdfReply): void; reject(error: unknown): void }>();

  function start(): Worker {
    const fresh = openWorker(compilerPackage);
    const failAll = (error: unknown) => {
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
      if (worker === fresh) worker = undefined;
    };
    fresh.on('message', ({ id, answer }: { id: number; answer: PdfReply }) => {
      waiting.get(id)?.resolve(answer);
      waiting.delete(id);
      if (waiting.size === 0) fresh.unref();
    });
    fresh.on('error', failAll);
    fresh.on('exit', () => failAll(new Error('The thread that makes PDFs has stopped')));
    return fresh;
  }

  return async (template, data, { tagged = true } = {}) => {
    worker ??= start();
    worker.ref();
    lastId += 1;
    const order: PdfRequest = { id: lastId, template, data: JSON.stringify(data), tagged };
    const answer = await new Promise<PdfReply>((resolve, reject) => {
      waiting.set(order.id, { resolve, reject });
      worker?.postMessage(order);
    });
    if ('unavailable' in answer) throw new PdfUnavailable(template);
    if ('failure' in answer) throw new Error(`The template ${template} cannot be set: ${answer.failure}`);
    return Buffer.from(answer.pdf);
  };
}

/** One worker for the process. */
export const renderPdf = pdfRenderer();

function openWorker(compilerPackage: string): Worker {
  const file = import.meta.url.endsWith('.ts') ? './sourcePdfWorker.mjs' : './pdfWorker.js';
  const font = createRequire(import.meta.url).resolve('vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf');
  const workerData: PdfWorkerData = {
    views: join(projectRoot, 'views'),
    fonts: dirname(font),
    compilerPackage,
  };
  return new Worker(new URL(file, import.meta.url), { workerData });
}
