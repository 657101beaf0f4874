/** URLs of the questions that offices add. */
import { deskPath } from '../../http/deskPath.ts';

/** Where managers find the drafts that they may write for. */
export const localQuestionsPath = `${deskPath}/local-questions`;

export const localBlockPath = (wave: string, office: string) =>
  `${localQuestionsPath}/${wave}/${encodeURIComponent(office)}`;
