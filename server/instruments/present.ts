/** An instrument as its page shows it, with its languages and a mark where a text falls back to Persian. */
import type { Language } from '../i18n/languages.ts';
import type { Instrument, Localised } from './instrument.ts';
import { localise } from './localised.ts';

const languages = ['fa', 'en', 'azb'] as const;

function textsOf(instrument: Instrument): Localised[] {
  const { title, scale, dimensions, controls, demographics, openQuestions } = instrument;
  return [
    title,
    ...scale.labels,
    ...dimensions.flatMap((dimension) => [dimension.title, ...dimension.items.map(({ text }) => text)]),
    ...controls.map(({ text }) => text),
    ...demographics.flatMap((question) => [
      question.title,
      ...question.options.map((option) => option.title),
    ]),
    ...openQuestions.map((question) => question.title),
  ];
}

/** How many of the texts exist in each language. */
function languageCoverage(instrument: Instrument): { language: Language; texts: number; all: number }[] {
  const texts = textsOf(instrument);
  return languages.map((language) => ({
    language,
    texts: texts.filter((text) => text[language] !== undefined).length,
    all: texts.length,
  }));
}

export function presentRow(instrument: Instrument, lang: Language) {
  const { id, version, minutes, dimensions, controls } = instrument;
  const items = dimensions.reduce((sum, dimension) => sum + dimension.items.length, controls.length);
  const complete = languageCoverage(instrument).filter(({ texts, all }) => texts === all);
  return {
    id,
    version,
    minutes,
    items,
    dimensions: dimensions.length,
    title: localise(instrument.title, lang),
    languages: complete.map(({ language }) => language),
  };
}

export function presentInstrument(instrument: Instrument, lang: Language) {
  const { title, about, scale, dimensions, controls, demographics, openQuestions, bands } = instrument;
  const inLanguage = (texts: Localised) => localise(texts, lang);
  return {
    name: inLanguage(title),
    about: about ? inLanguage(about) : null,
    coverage: languageCoverage(instrument),
    labels: scale.labels.map(inLanguage),
    notApplicable: scale.notApplicable ? inLanguage(scale.notApplicable) : null,
    dimensions: dimensions.map((dimension) => ({
      id: dimension.id,
      title: inLanguage(dimension.title),
      topic: dimension.topic ? inLanguage(dimension.topic) : null,
      about: dimension.about ? inLanguage(dimension.about) : null,
      definition: dimension.definition ? inLanguage(dimension.definition) : null,
      items: dimension.items.map((item) => ({ ...item, text: inLanguage(item.text) })),
    })),
    controls: controls.map((control) => ({ id: control.id, text: inLanguage(control.text) })),
    demographics: demographics.map((question) => ({
      id: question.id,
      title: inLanguage(question.title),
      options: question.options.map((option) => inLanguage(option.title)),
      isConditional: question.showIf !== undefined,
    })),
    openQuestions: openQuestions.map((question) => ({
      id: question.id,
      title: inLanguage(question.title),
      maxLength: question.maxLength,
    })),
    bands: bands.map((band) => ({ from: band.from, title: inLanguage(band.title) })),
  };
}
