/** Sends what is printed: as PDF, or where none can be made as a page that the browser prints. */
import type { Response } from 'express';
import type { FrameLocals, ViewLocals } from '../http/viewLocals.ts';
import { PdfUnavailable } from '../pdf/renderPdf.ts';

const fileNames = { 'printing/questionnaire': 'questionnaire', 'printing/receipts': 'hand-over' };

interface Printout<V extends keyof typeof fileNames> {
  view: V;
  /** An office's code, or `everyOffice`. */
  office: string;
  data: { title: string } & Omit<ViewLocals[V], 'unavailable'>;
  draw: () => Promise<Buffer>;
}

/** As PDF, or as a page to print where no PDF can be made. */
export async function sendPrintout<V extends keyof typeof fileNames>(
  res: Response,
  { view, office, data, draw }: Printout<V>,
): Promise<void> {
  try {
    sendPdf(res, `${fileNames[view]}-${office}`, await draw());
  } catch (error) {
    if (!(error instanceof PdfUnavailable)) throw error;
    const frame = { layout: 'desk', script: 'desk.js', unavailable: error.messageKey };
    await res.page(view, { ...data, ...frame } as unknown as FrameLocals & ViewLocals[V]);
  }
}

export function sendPdf(res: Response, name: string, pdf: Buffer): void {
  res.attachment(`${name}.pdf`).type('application/pdf').send(pdf);
}
