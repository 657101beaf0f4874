/** The fixed parts of a presentation: its table of contents, one theme, one master and one layout with a title. */
import { escapeXml } from '../../tables/xlsx/worksheet.ts';
import { colors, type Deck } from './slide.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const namespaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${office}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`;
const kind = 'application/vnd.openxmlformats-officedocument.presentationml';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const core = `${packaged}/relationships/metadata/core-properties`;

export const xml = (content: string) => declaration + content;

type Relation = [id: string, type: string, target: string];

export function relations(list: readonly Relation[]): string {
  const written = list.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="${type.includes('/') ? type : `${office}/${type}`}" Target="${target}"/>`,
  );
  return xml(`<Relationships xmlns="${packaged}/relationships">${written.join('')}</Relationships>`);
}

/** Every part but the slides themselves, by path. */
export function presentationParts(deck: Deck): [path: string, content: string][] {
  return [
    ['[Content_Types].xml', contentTypes(deck.slides.length)],
    [
      '_rels/.rels',
      relations([
        ['rId1', 'officeDocument', 'ppt/presentation.xml'],
        ['rId2', core, 'docProps/core.xml'],
      ]),
    ],
    ['docProps/core.xml', coreProperties(deck)],
    ['ppt/presentation.xml', presentationXml(deck)],
    [
      'ppt/_rels/presentation.xml.rels',
      relations([
        ['rId1', 'slideMaster', 'slideMasters/slideMaster1.xml'],
        ['rId2', 'theme', 'theme/theme1.xml'],
        ...deck.slides.map((_, at): Relation => [`rId${at + 3}`, 'slide', `slides/slide${at + 1}.xml`]),
      ]),
    ],
    ['ppt/theme/theme1.xml', theme],
    ['ppt/slideMasters/slideMaster1.xml', master(deck.isRtl)],
    [
      'ppt/slideMasters/_rels/slideMaster1.xml.rels',
      relations([
        ['rId1', 'slideLayout', '../slideLayouts/slideLayout1.xml'],
        ['rId2', 'theme', '../theme/theme1.xml'],
      ]),
    ],
    ['ppt/slideLayouts/slideLayout1.xml', layout],
    [
      'ppt/slideLayouts/_rels/slideLayout1.xml.rels',
      relations([['rId1', 'slideMaster', '../slideMasters/slideMaster1.xml']]),
    ],
  ];
}

function contentTypes(slides: number): string {
  const part = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${type}"/>`;
  const all = Array.from({ length: slides }, (_, at) =>
    part(`ppt/slides/slide${at + 1}.xml`, `${kind}.slide+xml`),
  );
  return xml(
    `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
      part('ppt/presentation.xml', `${kind}.presentation.main+xml`),
      part('ppt/slideMasters/slideMaster1.xml', `${kind}.slideMaster+xml`),
      part('ppt/slideLayouts/slideLayout1.xml', `${kind}.slideLayout+xml`),
      part('ppt/theme/theme1.xml', 'application/vnd.openxmlformats-officedocument.theme+xml'),
      part('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
      ...all,
    ].join('')}</Types>`,
  );
}

function coreProperties({ title, author, day, lang }: Deck): string {
  const time = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${day.toISOString().replace(/\.\d+/, '')}</dcterms:${name}>`;
  return xml(
    `<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator>${time('created')}${time('modified')}<dc:language>${lang}</dc:language></cp:coreProperties>`,
  );
}

function presentationXml({ slides, isRtl }: Deck): string {
  const ids = slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at + 3}"/>`).join('');
  const direction = isRtl ? ' rtl="1"' : '';
  return xml(
    `<p:presentation ${namespaces}${direction}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>${ids}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
  );
}

/** Fonts stand here alone: whoever has no Vazirmatn changes them once. */
const fonts = ['major', 'minor']
  .map(
    (name) =>
      `<a:${name}Font><a:latin typeface="Vazirmatn"/><a:ea typeface=""/><a:cs typeface="Vazirmatn"/></a:${name}Font>`,
  )
  .join('');
const solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
const plainLine = `<a:ln w="9525">${solid}</a:ln>`;
const noEffect = '<a:effectStyle><a:effectLst/></a:effectStyle>';
const schemeColors = [
  ['dk1', colors.ink],
  ['lt1', 'FFFFFF'],
  ['dk2', colors.soft],
  ['lt2', 'F3F5F4'],
  ['accent1', colors.lapis],
  ['accent2', colors.clay],
  ['accent3', colors.edge],
  ['accent4', 'A9C0E4'],
  ['accent5', 'F2CDB3'],
  ['accent6', colors.rule],
  ['hlink', colors.lapis],
  ['folHlink', colors.soft],
].map(([name, value]) => `<a:${name}><a:srgbClr val="${value}"/></a:${name}>`);
const theme = xml(
  `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Farhang-Sanj"><a:themeElements><a:clrScheme name="Farhang-Sanj">${schemeColors.join('')}</a:clrScheme><a:fontScheme name="Vazirmatn">${fonts}</a:fontScheme><a:fmtScheme name="Plain"><a:fillStyleLst>${solid.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${plainLine.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${noEffect.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${solid.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`,
);

const root =
  '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>';

/** The tree of shapes of a slide, a layout or the master. */
export const shapeTree = (shapes: string) => `<p:cSld><p:spTree>${root}${shapes}</p:spTree></p:cSld>`;

const titlePlace =
  '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="609600" y="457200"/><a:ext cx="10972800" cy="1016000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" rIns="0" anchor="ctr"><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p><a:endParaRPr lang="fa-IR"/></a:p></p:txBody></p:sp>';

function master(isRtl: boolean): string {
  const side = isRtl ? 'algn="r" rtl="1"' : 'algn="l" rtl="0"';
  const level = (size: number, bold: number) =>
    `<a:lvl1pPr ${side}><a:defRPr sz="${size}" b="${bold}">${solid.replace('phClr', 'tx1')}<a:latin typeface="+mn-lt"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>`;
  const styles = `<p:titleStyle>${level(2800, 1)}</p:titleStyle><p:bodyStyle>${level(1600, 0)}</p:bodyStyle><p:otherStyle>${level(1600, 0)}</p:otherStyle>`;
  const map =
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>';
  const background =
    '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>';
  const tree = shapeTree(titlePlace).replace('<p:spTree>', `${background}<p:spTree>`);
  return xml(
    `<p:sldMaster ${namespaces}>${tree}${map}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst><p:txStyles>${styles}</p:txStyles></p:sldMaster>`,
  );
}

const layout = xml(
  `<p:sldLayout ${namespaces} type="titleOnly" preserve="1">${shapeTree(titlePlace)}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`,
);
