/** Addresses of the reviewers' pages. */
import { deskPath } from '../http/deskPath.ts';

export const reviewListPath = `${deskPath}/suggestions`;
export const reviewPath = (review: string) => `${reviewListPath}/${review}`;
