/** How a manager speaks about the results with the staff: what is certain, what is noise, what to ask, and what never to ask. */
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import { presentPractices } from '../plans/presentBegin.ts';
import { dimensionTitle } from '../reportPages/dimensionTitle.ts';
import { certainAndUnclear } from '../reportPages/summarySentences.ts';
import { resultsPath } from '../waves/paths.ts';
import { resultsWay } from '../waves/resultsWords.ts';
import type { KitOffice } from './kitOffice.ts';
import type { OfficeReading } from './officeReading.ts';

/** Of more priorities a meeting of an hour speaks of none. */
const topics = 2;

export type MeetingGuide = ReturnType<typeof meetingGuide>;

export function meetingGuide(reading: OfficeReading, office: KitOffice, reader: Reader) {
  const { t } = reader;
  const told = toldOf(reading, reader);
  const list = (key: string) => t(`kit:guide.${key}`, { returnObjects: true }) as unknown as string[];
  return {
    agenda: (
      t('kit:guide.agenda', { returnObjects: true }) as unknown as { minutes: string; what: string }[]
    ).map(({ minutes, what }) => ({ minutes: reader.f.digits(minutes), what })),
    certain: told.flatMap(({ certain }) => certain),
    noise: told.flatMap(({ unclear }) => unclear),
    questions: questionsOf(reading, office, reader),
    openQuestions: list('openQuestions'),
    never: list('never'),
    afterwards: [...list('afterwards'), ...resultsLine(reading, reader)],
  };
}

/** What colleagues need to read the results themselves, as a manager passes it on. */
function resultsLine({ wave, baseUrl }: OfficeReading, { t }: Reader): string[] {
  const way = resultsWay(wave);
  if (!way?.isOpen) return [];
  return [
    t(`kit:guide.${way.audience}`, { address: `${baseUrl}${resultsPath(wave._id)}`, words: way.words }),
  ];
}

function toldOf({ report, wave, page }: OfficeReading, reader: Reader) {
  return (report?.instruments ?? []).flatMap((part) => {
    const instrument = wave.instruments.find(({ id }) => id === part.id);
    if (!instrument) return [];
    const { certain, unclear } = certainAndUnclear(
      part,
      instrument,
      { office: page.page.officeTitle, headcount: report!.headcount },
      reader,
    );
    const title = localise(instrument.title, reader.lang).text;
    // Of several questionnaires each sentence says which one it speaks of, unless it begins so.
    const named = (sentence: string) =>
      report!.instruments.length === 1 || sentence.startsWith(title) ? sentence : `${title}: ${sentence}`;
    return [{ certain: certain.map(named), unclear: unclear.map(named) }];
  });
}

function questionsOf({ wave }: OfficeReading, office: KitOffice, reader: Reader) {
  const chosen = office.parts.flatMap((part) =>
    part.hidden === null ? part.priorityIds.map((dimension) => ({ part, dimension })) : [],
  );
  return chosen.slice(0, topics).flatMap(({ part, dimension }) => {
    const instrument = wave.instruments.find(({ id }) => id === part.id);
    const { questions } = presentPractices(part.id, dimension, reader);
    if (!instrument || questions.length === 0) return [];
    return [{ dimension: dimensionTitle(dimension, instrument, reader), questions }];
  });
}
