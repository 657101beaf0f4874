/** What the templates of reviewers are given. */
import type { Given } from '../http/viewLocals.ts';
import type { presentReview } from './presentReview.ts';
import type { presentReviews } from './presentReviews.ts';

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'suggestionReview/index': { title: string; list: Given<typeof presentReviews> };
    'suggestionReview/show': {
      title: string;
      review: Given<typeof presentReview>;
      values: Record<string, string>;
    };
    'suggestionReview/_decision': { review: Given<typeof presentReview>; values: Record<string, string> };
    'suggestionReview/_publication': { review: Given<typeof presentReview>; values: Record<string, string> };
  }
}
