/**
 * The thread in which Typst runs: its compiler is synchronous, and a province's slips take seconds. A template reads its
 * data from `/data.json`, so nothing that a person wrote is ever parsed as markup.
 */
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

export interface PdfWorkerData {
  views: string;
  fonts: string;
  compilerPackage: string;
  /** Gives way to whatever else the machine has to do. */
  isPatient: boolean;
}
export interface PdfRequest {
  id: number;
  template: string;
  /** JSON, as text. */
  data: string;
  /** Structure for screen readers; it costs more than the text of a slip does. */
  tagged: boolean;
  /** A standard that the document must keep (`ua-1`: readable by everyone), or it fails. */
  standard?: string | undefined;
  /** Whether to hand back what the template has noted (`metadata` labelled `<note>`). */
  isNoted: boolean;
}
export type PdfReply = { pdf: Uint8Array; notes: unknown[] } | { failure: string } | { unavailable: string };

const { views, fonts, compilerPackage, isPatient } = workerData as PdfWorkerData;
// On Linux a priority is a thread's own; elsewhere it would be that of the whole server.
if (isPatient && process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
let compiler: NodeCompiler | undefined;

/** Loaded with the first request, so that a platform without the native part gets an error and still starts. */
async function load(): Promise<NodeCompiler> {
  const { NodeCompiler: Compiler } = await import(compilerPackage);
  return Compiler.create({ workspace: views, fontArgs: [{ fontPaths: [fonts] }] });
}

function compile(typst: NodeCompiler, { template, data, tagged, standard, isNoted }: PdfRequest): PdfReply {
  typst.mapShadow(join(views, 'data.json'), Buffer.from(data));
  try {
    const done = typst.compile({ mainFilePath: join(views, `${template}.typ`) });
    if (!done.result) {
      const error = done.takeError();
      return { failure: JSON.stringify(error ? typst.fetchDiagnostics(error) : 'no document') };
    }
    const notes = isNoted ? typst.query(done.result, { selector: '<note>', field: 'value' }) : [];
    // What setting has kept is not needed for writing, which takes as much again.
    typst.evictCache(0);
    return { pdf: typst.pdf(done.result, standard ? { pdfStandard: standard } : { pdfTags: tagged }), notes };
  } finally {
    typst.resetShadow();
    typst.evictCache(0);
  }
}

parentPort?.on('message', async (request: PdfRequest) => {
  let reply: PdfReply;
  try {
    compiler ??= await load();
    reply = compile(compiler, request);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    reply = compiler ? { failure: text } : { unavailable: text };
  }
  parentPort?.postMessage({ id: request.id, reply });
});
