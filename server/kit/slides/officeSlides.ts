/** The slides of one office: each states its finding as a title, shows it in a table that can be edited, and draws it beside the rows. */
import type { Reader } from '../../i18n/reader.ts';
import { dayOfResults } from '../documentFrame.ts';
import type { KitOffice } from '../kitOffice.ts';
import type { KitPartShown } from '../kitPart.ts';
import { meetingGuide } from '../meetingGuide.ts';
import type { OfficeReading } from '../officeReading.ts';
import { differenceRuns, dimensionSlides } from './dimensionSlide.ts';
import { indexSlide } from './indexSlide.ts';
import { colors, type Deck, type Paragraph, type Slide } from './slide.ts';
import { plain, tableSlide, textSlide } from './slideParts.ts';

export function officeSlides(reading: OfficeReading, office: KitOffice, reader: Reader): Deck {
  const { t, f, lang, dir } = reader;
  const isRtl = dir === 'rtl';
  const parts = office.parts.filter((part): part is KitPartShown => part.hidden === null);
  const slides = [
    titleSlide(office, reader),
    ...parts.flatMap((part) => partSlides(part, isRtl, reader)),
    plansSlide(office, reader),
    meetingSlide(reading, office, reader),
  ];
  return {
    title: t('kit:slides.deck', { office: office.name }),
    author: t('common:product'),
    running: [t('common:product'), office.name, office.waveLine].join(' · '),
    day: dayOfResults(reading.wave),
    lang: lang === 'en' ? 'en' : 'fa',
    isRtl,
    number: (value) => f.number(value),
    slides,
  };
}

function titleSlide(office: KitOffice, { t }: Reader): Slide {
  const [first] = office.parts;
  const verdict = first?.hidden === null ? (first.sentences[0] ?? '') : (first?.hidden?.word ?? '');
  const lines: Paragraph[] = [
    [{ text: plain(verdict), bold: true, size: 26 }],
    [{ text: office.waveLine, size: 16, color: colors.soft }],
    [{ text: office.response, size: 16, color: colors.soft }],
    ...(office.notice ? [[{ text: plain(office.notice), size: 16 }]] : []),
    [{ text: t('kit:footnote'), size: 14, color: colors.soft }],
  ];
  return textSlide(office.name, lines);
}

function partSlides(part: KitPartShown, isRtl: boolean, reader: Reader): Slide[] {
  const { t } = reader;
  const words = (key: string): Paragraph => [{ text: t(`kit:words.${key}`) }];
  const begin = part.priorities.map(({ title, mean, grounds }): Paragraph[] => [
    [{ text: title, bold: true }],
    [{ text: mean, bold: true }],
    [{ text: grounds }],
  ]);
  const change = part.change.map((line): Paragraph[] => [
    [{ text: line.what }],
    differenceRuns(line, reader),
    [{ text: line.note }],
  ]);
  const items = [...part.items.best, ...part.items.worst].map((item): Paragraph[] => [
    [{ text: item.favourable, bold: true, color: item.isLow ? colors.clay : colors.lapis }],
    [{ text: item.text }],
  ]);
  return [
    indexSlide(part, isRtl, reader),
    ...dimensionSlides(part, isRtl, reader),
    ...(change.length > 0
      ? [
          tableSlide(
            t('kit:slides.change', { title: part.title }),
            [[...['what', 'previous', 'note'].map(words)], ...change],
            [0.4, 0.3, 0.3],
          ),
        ]
      : []),
    ...(begin.length > 0
      ? [
          tableSlide(
            t('kit:slides.begin', { title: part.title }),
            [['dimension', 'score', 'why'].map(words), ...begin],
            [0.26, 0.1, 0.64],
          ),
        ]
      : []),
    ...(items.length > 0
      ? [
          tableSlide(
            t('kit:slides.items', { title: part.title }),
            [['favourable', 'item'].map(words), ...items],
            [0.14, 0.86],
          ),
        ]
      : []),
  ];
}

/** Two rows are left empty for what the meeting decides. */
function plansSlide({ plans }: KitOffice, { t }: Reader): Slide {
  const heads = ['task', 'owner', 'until'].map((key): Paragraph => [{ text: t(`kit:words.${key}`) }]);
  const rows = plans.map(({ action, owner, until }): Paragraph[] => [
    [{ text: action }],
    [{ text: owner }],
    [{ text: until }],
  ]);
  const blank: Paragraph[] = [[{ text: '' }], [{ text: '' }], [{ text: '' }]];
  return tableSlide(t('kit:words.until-next'), [heads, ...rows.slice(0, 4), blank, blank], [0.6, 0.2, 0.2]);
}

function meetingSlide(reading: OfficeReading, office: KitOffice, reader: Reader): Slide {
  const guide = meetingGuide(reading, office, reader);
  const asked = guide.questions.flatMap(({ questions }) => questions);
  const questions = asked.length > 0 ? asked : guide.openQuestions;
  const lines = [
    ...questions.slice(0, 6).map((text): Paragraph => [{ text: `• ${text}` }]),
    [{ text: guide.never[0] ?? '', bold: true, color: colors.clay }],
  ];
  return textSlide(reader.t('kit:slides.ask'), lines);
}
