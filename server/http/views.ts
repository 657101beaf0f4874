/** What the frames, the components and the error page are given. */

import type { TileMap } from '../charts/tileMap.ts';
import type { FlashMessage } from './flash.ts';
import type { FieldError } from './forms.ts';

/** What stands in a place of a page: a text, a number already written or to be written as it is. */
type Text = string | number;

interface Link {
  href: string;
  label: string;
}

interface Choice {
  value: Text;
  label: string;
}

interface ActionLink extends Link {
  kind?: string;
  download?: boolean;
}

interface Fact {
  label: string;
  value?: Text;
  /** In the place of the value. */
  name?: string;
  code?: string;
  html?: string;
  note?: string;
}

interface TableHead {
  text?: string;
  kind?: string;
  spoken?: string;
}

interface TableCell {
  text?: Text;
  name?: string;
  code?: string;
  strong?: Text;
  html?: string;
  href?: string;
  note?: string;
  kind?: string;
  span?: number;
  title?: string;
  dir?: string;
  lang?: string;
  isHead?: boolean;
}

interface TableRow {
  cells: readonly (Text | TableCell)[];
  kind?: string | false;
  id?: string;
}

interface FileProblem extends Omit<FieldError, 'field'> {
  line?: number;
  column?: number;
  sheet?: string;
  field?: string;
}

interface Frame {
  title: string;
  /** HTML of the page. */
  body: string;
}

declare module './viewLocals.ts' {
  interface ViewLocals {
    'errors/show': { title: string; message: string; home: string; id: string };
    'layouts/answer': Frame & { script?: string; noLanguages?: boolean; contact?: string };
    'layouts/desk': Frame & {
      navigation?: (Link & { current: boolean })[];
      flash: FlashMessage[];
      script?: string;
      running?: string;
      contact?: string;
    };
    'layouts/page': Frame & { script?: string; noLanguages?: boolean; running?: string; contact?: string };
    'components/actions': { actions: readonly ActionLink[] };
    'components/choice': {
      name: string;
      label: string;
      value?: Text;
      type?: string;
      id?: string;
      checked?: boolean;
      hint?: string;
      written?: string;
      disabled?: boolean;
      describedBy?: string;
    };
    'components/choices': {
      name: string;
      legend: string;
      choices: readonly (Choice & { hint?: string; id?: string })[];
      chosen: readonly Text[];
      type?: string;
    };
    'components/diamond': { isHollow?: boolean };
    'components/errorSummary': object;
    'components/facts': { facts: readonly Fact[]; kind?: string };
    'components/field': {
      name: string;
      label: string;
      value?: unknown;
      id?: string;
      hint?: string;
      type?: string;
      direction?: string;
      inputmode?: string;
      autocomplete?: string;
      required?: boolean;
      maxlength?: number;
      accept?: string;
      rows?: number;
      choices?: readonly Choice[];
      wrongBy?: string;
      focused?: boolean;
    };
    'components/figures': {
      figures: readonly { label: string; value: Text; isBig?: boolean }[];
      label?: string;
    };
    'components/fileForm': {
      action: string;
      label: string;
      hint?: string;
      accept: string;
      button: string;
      cancel: Link;
      columns?: readonly string[];
    };
    'components/fileProblems': { problems: readonly FileProblem[]; fileName: string };
    'components/filter': { id: string; list: string; label: string };
    'components/formHead': { crumbs: readonly Link[]; heading: string };
    'components/jobProgress': {
      id: string;
      label: string;
      done?: number;
      total?: number;
      poll?: string;
      note?: string;
    };
    'components/languages': object;
    'components/pageHead': {
      title: string;
      crumb?: Link;
      kicker?: string;
      state?: string;
      isHollow?: boolean;
      actions?: readonly ActionLink[];
    };
    'components/pages': {
      label: string;
      page: number;
      pages: number;
      words: { page: string; newer: string; older: string };
      address(page: number): string;
    };
    'components/postButton': {
      action: string;
      label: string;
      kind?: string;
      hidden?: readonly (readonly string[])[];
      spoken?: string;
      of?: string;
      isInline?: boolean;
      isRow?: boolean;
      cancel?: Link;
    };
    'components/reading': {
      reading: { how: readonly string[]; passedOver: readonly string[] } | null;
    };
    'components/switch': { label: string; links: readonly (Link & { current: boolean })[] };
    'components/tileMap': {
      map: TileMap;
      label: string;
      legend: readonly { kind: string; mark: string; word: string }[];
    };
    'components/table': {
      kind: string;
      heads: readonly (string | TableHead)[];
      rows: readonly TableRow[];
      caption?: string;
      scrolls?: string;
    };
    'components/uploadedFile': { fileName: string; content: string };
  }
}
