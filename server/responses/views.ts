/** What the answering pages are given. */
import type { Given } from '../http/viewLocals.ts';
import type { showLocals } from './answeringPages.ts';
import type { pageLocals } from './plainAnswering.ts';
import type { DemographicsPart, ItemsPart, OpenPart, Part } from './presentAnswering.ts';
import type { Review } from './reviewAnswers.ts';

type Shown = Given<typeof showLocals>;
type Page = Given<typeof pageLocals>;

/** Answers by the name of their field. */
type Values = Record<string, string>;

interface Promised
  extends Pick<
    Shown,
    | 'wave'
    | 'now'
    | 'minutes'
    | 'itemCount'
    | 'localPlaces'
    | 'grace'
    | 'fingerprint'
    | 'promise'
    | 'terms'
    | 'emphasised'
  > {
  /** Strong where the browser can make a credential. */
  mode: 'strong' | 'plain';
  code: string;
  codeError: string;
}

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'responses/_demographics': { part: DemographicsPart; values: Values };
    'responses/_items': { part: ItemsPart; values: Values };
    'responses/_kiosk': object;
    'responses/_open': { part: OpenPart; values: Values };
    'responses/_over': object;
    'responses/_part': { part: Part; values: Values };
    'responses/_proof': Pick<Shown, 'fingerprint'>;
    'responses/_questionnaire': { parts: readonly Part[] };
    'responses/_review': { review: Review; answersPath: string };
    'responses/_transfer': object;
    'responses/page': Pick<
      Page,
      | 'wave'
      | 'part'
      | 'step'
      | 'steps'
      | 'values'
      | 'hidden'
      | 'unit'
      | 'headcount'
      | 'problem'
      | 'review'
      | 'reviewed'
      | 'fellBack'
    > & { overInvited: boolean };
    'responses/promise': Promised;
    'responses/show': Promised &
      Pick<Shown, 'resultsPath' | 'resultsUrl' | 'questionnaire' | 'fellBack' | 'client'>;
    'responses/state': {
      title: string;
      text: string;
      link?: { href: string; label: string } | null;
      over?: string;
    };
    'responses/thanks': Pick<Shown, 'now' | 'resultsPath' | 'resultsUrl'> & {
      resultsWords: string;
      forgotten: boolean;
    };
    'responses/used': object;
  }
}
