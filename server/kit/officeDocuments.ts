/** The documents of one office: four PDFs from their templates and the slides. The same results give the same bytes. */
import type { Reader } from '../i18n/reader.ts';
import type { RenderPdf } from '../pdf/renderPdf.ts';
import { type KitDocument, officeFrame } from './documentFrame.ts';
import { type KitOffice, kitOffice } from './kitOffice.ts';
import { meetingGuide } from './meetingGuide.ts';
import type { OfficeReading } from './officeReading.ts';
import { posterOf } from './poster.ts';
import { officeSlides } from './slides/officeSlides.ts';
import { presentation } from './slides/presentation.ts';

export const kitFiles = ['summary.pdf', 'report.pdf', 'slides.pptx', 'poster.pdf', 'meeting.pdf'] as const;
export type KitFile = (typeof kitFiles)[number];

/** `ea-mianeh-summary.pdf`: by itself, in a mail, it still says whose it is. */
export const kitFileName = (office: string, file: KitFile) => `${office}-${file}`;

export async function kitFile(
  file: KitFile,
  reading: OfficeReading,
  reader: Reader,
  render: RenderPdf,
  office: KitOffice = kitOffice(reading, reader),
): Promise<Buffer> {
  if (file === 'slides.pptx') return presentation(officeSlides(reading, office, reader));
  const document = file.replace('.pdf', '') as KitDocument;
  const data = await documentData(document, reading, office, reader);
  return render(`kit/${document}`, data, { standard: 'ua-1' });
}

async function documentData(
  document: KitDocument,
  reading: OfficeReading,
  office: KitOffice,
  reader: Reader,
) {
  const frame = officeFrame(reading.wave, office.name, document, reader);
  if (document === 'poster')
    return { ...frame, office: headOf(office), ...(await posterOf(reading, office, reader)) };
  if (document === 'meeting')
    return { ...frame, office: headOf(office), ...meetingGuide(reading, office, reader) };
  return { ...frame, office };
}

const headOf = ({ name, waveLine }: KitOffice) => ({ name, waveLine });
