/**
 * The thread in which Typst runs: its compiler is synchronous, and a province's slips take seconds. A template reads what
 * it prints as data from `/data.json`, so nothing that a person wrote is ever read as markup.
 */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PdfReply, PdfRequest, PdfWorkerData } from './renderPdf.ts';

const { views, fonts, compilerPackage } = workerData as PdfWorkerData;
let compiler: NodeCompiler | undefined;

/** Loaded with the first order, so that a platform without the native part is told and not stopped. */
async function load(): Promise<NodeCompiler> {
  const { NodeCompiler: Compiler } = await import(compilerPackage);
  return Compiler.create({ workspace: views, fontArgs: [{ fontPaths: [fonts] }] });
}

function compile(typst: NodeCompiler, { template, data, tagged }: PdfRequest): PdfReply {
  typst.mapShadow(join(views, 'data.json'), Buffer.from(data));
  try {
    const done = typst.compile({ mainFilePath: join(views, `${template}.typ`) });
    if (!done.result) {
      const error = done.takeError();
      return { failure: JSON.stringify(error ? typst.fetchDiagnostics(error) : 'no document') };
    }
    return { pdf: typst.pdf(done.result, { pdfTags: tagged }) };
  } finally {
    typst.resetShadow();
    typst.evictCache(0);
  }
}

parentPort?.on('message', async (order: PdfRequest) => {
  let answer: PdfReply;
  try {
    compiler ??= await load();
    answer = compile(compiler, order);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    answer = compiler ? { failure: text } : { unavailable: text };
  }
  parentPort?.postMessage({ id: order.id, answer });
});
