/**
 * A presentation as Office reads it, written as the workbooks are: a few fixed parts and a part for each slide in a zip file. The same slides give the
 * same bytes, which libraries for it do not promise; text is set from the right and stays text.
 */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { sameEachTime } from '../../tables/zipEntry.ts';
import { paragraphXml, shapeXml } from './drawingXml.ts';
import { namespaces, presentationParts, relations, shapeTree, xml } from './presentationParts.ts';
import { colors, type Deck, page, type Shape, type Slide } from './slide.ts';

export const pptxType = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

const packed = { ...sameEachTime, compressionLevel: 6 };

export async function presentation(deck: Deck): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (path: string, content: string) => zip.addBuffer(Buffer.from(content), path, packed);
  for (const [path, content] of presentationParts(deck)) add(path, content);
  for (const [at, slide] of deck.slides.entries()) {
    add(`ppt/slides/slide${at + 1}.xml`, slideXml(slide, at + 1, deck));
    add(
      `ppt/slides/_rels/slide${at + 1}.xml.rels`,
      relations([['rId1', 'slideLayout', '../slideLayouts/slideLayout1.xml']]),
    );
  }
  zip.end();
  return buffer(zip.outputStream);
}

function slideXml({ title, shapes }: Slide, number: number, deck: Deck): string {
  const all = [...frameOf(number, deck), ...shapes];
  const drawn = all.map((shape, at) => shapeXml(shape, at + 3, deck)).join('');
  return xml(
    `<p:sld ${namespaces}>${shapeTree(titleXml(title, deck) + drawn)}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`,
  );
}

function titleXml(title: string, deck: Deck): string {
  const size = title.length > 110 ? 20 : title.length > 70 ? 24 : 28;
  return `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>${paragraphXml([{ text: title, bold: true }], size, deck)}</p:txBody></p:sp>`;
}

const margin = 48;

/** The double rule above, and in the foot where the numbers come from. */
function frameOf(number: number, { running, isRtl, number: write }: Deck): Shape[] {
  const rule = (y: number, thickness: number): Shape => ({
    kind: 'line',
    box: { x: margin, y, width: page.width - 2 * margin, height: 0 },
    stroke: colors.ink,
    thickness,
  });
  const foot = (x: number, width: number, text: string, bold = false): Shape => ({
    kind: 'text',
    box: { x, y: page.height - 34, width, height: 20 },
    paragraphs: [[{ text, color: colors.soft, bold }]],
    size: 12,
  });
  const far = isRtl ? margin : page.width - margin - 60;
  const wide = page.width - 2 * margin - 80;
  return [
    rule(26, 3),
    rule(31, 1),
    foot(isRtl ? margin + 80 : margin, wide, running),
    foot(far, 60, write(number), true),
  ];
}
