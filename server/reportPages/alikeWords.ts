/** Whether the questions of a dimension mean the same to those who are compared, as a traffic light with its words. */
import { type Light, trafficLight } from '../charts/trafficLight.ts';
import type { Reader } from '../i18n/reader.ts';
import { escapeHtml } from '../i18n/text.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import type { AlikeByDimension, QuestionsAlike } from '../reports/making/comparison/questionsAlike.ts';
import { minimumSizes } from '../statistics/minimumSizes.ts';

export interface AlikeWords {
  light: Light;
  mark: string;
  word: string;
  /** Both, for a cell of a table. */
  html: string;
  /** What it rests on: the items that are answered otherwise, or why it cannot be told; ''. */
  note: string;
}

export function alikeWords(found: QuestionsAlike, instrument: Instrument, reader: Reader): AlikeWords {
  const { t } = reader;
  const light: Light = found.verdict ?? 'unclear';
  // Where nothing is measured in the first place, nothing was understood differently.
  const said = found.failed === 'configural' ? 'notOneThing' : light;
  const [mark, word] = [trafficLight(light), t(`reports:alike.${said}`)];
  const base = { light, mark, word, html: `${mark} ${escapeHtml(word)}` };
  if (found.unknown !== null)
    return {
      ...base,
      note: t(`reports:alike.unknown.${found.unknown}`, { least: minimumSizes.invarianceGroup }),
    };
  if (light === 'partly') return { ...base, note: releasedWords(found, instrument, reader) };
  if (light === 'different') return { ...base, note: t(`reports:alike.failed.${found.failed ?? 'scalar'}`) };
  return { ...base, note: '' };
}

function releasedWords({ released }: QuestionsAlike, instrument: Instrument, { t, f, lang }: Reader): string {
  const items = instrument.dimensions.flatMap((dimension) => dimension.items);
  const texts = released.map(({ item }) => {
    const asked = items.find(({ id }) => id === item);
    return `«${asked ? localise(asked.text, lang).text : item}»`;
  });
  return t('reports:alike.butFor', { count: texts.length, items: f.list(texts) });
}

/** All dimensions together: the light of the worst, and a sentence that counts; null where nothing was compared. */
export function alikeSummary(
  kind: 'levels' | 'waves',
  table: AlikeByDimension | undefined,
  { t, f }: Reader,
): Pick<AlikeWords, 'light' | 'mark' | 'word'> | null {
  const found = Object.values(table ?? {});
  if (found.length === 0) return null;
  const counted = (light: Light) => found.filter(({ verdict }) => (verdict ?? 'unclear') === light).length;
  const light = (['different', 'partly', 'unclear'] as const).find((one) => counted(one) > 0) ?? 'same';
  const word = () => {
    if (found.length === 1)
      return t('reports:alike.single', {
        kind: t(`reports:alike.${kind === 'levels' ? 'betweenLevels' : 'betweenWaves'}`),
        word: t(`reports:alike.${light}`),
      });
    const said = light === 'same' ? 'all' : counted('unclear') === found.length ? 'untold' : 'counted';
    return t(`reports:alike.${kind}.${said}`, {
      dimensions: f.number(found.length),
      same: f.number(counted('same')),
      partly: f.number(counted('partly')),
      different: f.number(counted('different')),
      unclear: f.number(counted('unclear')),
    });
  };
  return { light, mark: trafficLight(light), word: word() };
}
