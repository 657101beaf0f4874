/** Writes every sentence that a report or a comparison can say, with its Persian and English text and the file of its test. */
import { alikeCases } from './alikeCases.ts';
import { comparisonCases } from './comparisonCases.ts';
import { detailCases } from './detailCases.ts';
import { plainTexts } from './plainTexts.ts';
import { reportCases } from './reportCases.ts';
import { sentenceKeys, textsOf } from './sentenceKeys.ts';
import { summaryCases } from './summaryCases.ts';
import { yearsCases } from './yearsCases.ts';

const files = new Map([
  ...Object.entries({
    summaryCases,
    reportCases,
    detailCases,
    comparisonCases,
    alikeCases,
    yearsCases,
  }).flatMap(([file, cases]) => cases.flatMap(({ keys }) => keys.map((key) => [key, `${file}.ts`] as const))),
  ...['tooFew', 'joined', 'elsewhere', 'note'].map(
    (name) => [`comments.${name}`, 'sentences.test.ts'] as const,
  ),
  ...['spoken', 'spokenEqual', 'noTheme', 'wider'].map(
    (name) => [`comments.${name}`, 'comments/themes.test.ts'] as const,
  ),
]);
const [fa, en] = [textsOf('fa'), textsOf('en')];
for (const key of sentenceKeys().filter((one) => !plainTexts.includes(one))) {
  process.stdout.write(`${key}\t${files.get(key) ?? 'NO TEST'}\n  ${fa.get(key)}\n  ${en.get(key)}\n`);
}
