/** A sheet takes minutes to type: what a clerk posts outlives their session. */
import type { PreservedForms } from '../accounts/preservedForm.ts';
import { papersPath } from './paths.ts';

export const paperForms: PreservedForms = { pathPrefix: `${papersPath}/`, role: 'clerk' };
