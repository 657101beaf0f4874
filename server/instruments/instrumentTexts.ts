/** Every text of an instrument by a stable id, and the same instrument with one of them replaced: what is translated, exported and read back. */
import type { Language } from '../i18n/languages.ts';
import type { Instrument, Localised } from './instrument.ts';

export interface InstrumentText {
  /** Such as `item.participation1` or `option.gender.female`. */
  id: string;
  /** A part of the editor, which lists of texts are filtered by. */
  part: string;
  text: Localised;
  /** Respondents read it, so a language is not offered without it. */
  isNeeded: boolean;
}

type Replace = (text: Localised) => Localised;

/** Goes through every text in the order of the file and puts what `replace` gives into its place. */
function mapTexts(content: Instrument, visit: (found: InstrumentText) => Localised): Instrument {
  const at = (id: string, part: string, text: Localised, isNeeded = true) =>
    visit({ id, part, text, isNeeded });
  const maybe = (id: string, part: string, text: Localised | undefined, isNeeded: boolean) =>
    text ? at(id, part, text, isNeeded) : undefined;
  const about = maybe('about', 'about', content.about, true);
  const scaleOf = (name: string, scale: Instrument['scale']) => {
    const labels = scale.labels.map((label, index) => at(`${name}.${index + 1}`, 'scale', label));
    const apart = maybe(`${name}.apart`, 'scale', scale.notApplicable, true);
    return { ...scale, labels, ...(apart && { notApplicable: apart }) };
  };
  return {
    ...content,
    title: at('title', 'about', content.title),
    ...(about && { about }),
    scale: scaleOf('scale', content.scale),
    ...(content.controlScale && { controlScale: scaleOf('controlScale', content.controlScale) }),
    dimensions: content.dimensions.map((dimension) => {
      const { id } = dimension;
      const part = `d.${id}`;
      const topic = maybe(`topic.${id}`, part, dimension.topic, true);
      const explained = maybe(`about.${id}`, part, dimension.about, false);
      const definition = maybe(`definition.${id}`, part, dimension.definition, true);
      return {
        ...dimension,
        title: at(`dimension.${id}`, part, dimension.title, !dimension.topic),
        ...(topic && { topic }),
        ...(explained && { about: explained }),
        ...(definition && { definition }),
        items: dimension.items.map((item) => ({ ...item, text: at(`item.${item.id}`, part, item.text) })),
      };
    }),
    controls: content.controls.map((one) => ({
      ...one,
      text: at(`control.${one.id}`, 'controls', one.text),
    })),
    demographics: content.demographics.map((question) => ({
      ...question,
      title: at(`demographic.${question.id}`, 'demographics', question.title),
      options: question.options.map((option) => ({
        ...option,
        title: at(`option.${question.id}.${option.id}`, 'demographics', option.title),
      })),
    })),
    openQuestions: content.openQuestions.map((one) => ({
      ...one,
      title: at(`open.${one.id}`, 'open', one.title),
    })),
    bands: content.bands.map((band, index) => ({
      ...band,
      title: at(`band.${index + 1}`, 'bands', band.title, false),
    })),
  };
}

export function instrumentTexts(content: Instrument): InstrumentText[] {
  const found: InstrumentText[] = [];
  mapTexts(content, (one) => {
    found.push(one);
    return one.text;
  });
  return found;
}

/** @param texts new translations by the text's id; an empty one takes the translation away */
export function withTranslations(
  content: Instrument,
  language: Exclude<Language, 'fa'>,
  texts: ReadonlyMap<string, string>,
): Instrument {
  const replace =
    (id: string): Replace =>
    (text) => {
      const written = texts.get(id);
      if (written === undefined) return text;
      const { [language]: _, ...others } = text;
      return written === '' ? others : { ...others, [language]: written };
    };
  return mapTexts(content, ({ id, text }) => replace(id)(text));
}
