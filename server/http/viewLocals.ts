/**
 * What templates are given, by the name of the template. Each feature adds its own in a file `views.ts`; `res.page` and `include` take
 * these types, and test/views.test.ts compiles every template against them.
 */
import type { Formatter } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import type { AttributeValues } from './attributes.ts';
import type { FieldError } from './forms.ts';

// biome-ignore lint/suspicious/noEmptyInterface: features fill it
export interface ViewLocals {}

/** Path under views/ without its ending. */
export type View = keyof ViewLocals;

/** Who is signed in; told by the feature that knows accounts. */
// biome-ignore lint/suspicious/noEmptyInterface: accounts/ fills it
export interface SignedIn {}

/** What every template may read without naming it (the names are `sharedLocals`). */
export interface SharedLocals {
  /** A text of the reader's language by its key. */
  t(key: string, values?: Record<string, unknown>): string;
  f: Formatter;
  lang: Language;
  dir: 'rtl' | 'ltr';
  /** Start of the addresses of public pages: '' or '/en'. */
  prefix: string;
  path: string;
  asset(name: string): string;
  account: SignedIn;
  csrf: string;
  errors: readonly FieldError[];
  attributes(values: AttributeValues): string;
  /** Attributes for a text that is not in the reader's language. */
  foreign(text: { language: Language }): string;
  /** The same for what people wrote in one language (titles, purposes, names): by its letters. */
  ownLanguage(text: string): string;
  /** For figures without a word (`۱۲٪`): programs that translate pages are to leave them. */
  asWritten(text: unknown): string;
  /** The languages that have every text, with their own names. */
  offered: readonly { code: Language; name: string }[];
}

/** What a page gives to the frame around it, and may give in the place of what all templates share. */
export interface FrameLocals {
  /** Text of <title>; the product's name is added. */
  title: string;
  /** Which frame and style sheet: `desk` for everything under /desk, elsewhere `page` unless `answer` is asked for. */
  layout?: 'page' | 'answer' | 'desk';
  status?: number;
  script?: string;
  /** What stands at the head of each further page on paper. */
  running?: string;
  /** Whom to ask about the wave that the page is of; at the foot of each page alike. */
  contact?: string;
  /** The answer to a form has no address, so it is there in one language. */
  noLanguages?: boolean;
  errors?: readonly FieldError[];
  path?: string;
}

/** What a part is given, and what it is given in the place of what it shares. */
export type PartLocals<V extends View> = ViewLocals[V] & Partial<Pick<SharedLocals, 'errors'>>;

/** A part with what it is given, to be included by a page that does not know it. */
export type ViewPart = { [V in View]: { view: V; locals: ViewLocals[V] } }[View];

type KeysOf<T> = T extends unknown ? keyof T : never;

/** One of several shapes, in which a template may look for what only some of them have. */
export type OneOf<T, Keys extends PropertyKey = KeysOf<T>> = T extends unknown
  ? T & { [K in Exclude<Keys, keyof T>]?: undefined }
  : never;

/** What a presenter gives, now or later. */
// biome-ignore lint/suspicious/noExplicitAny: any function
export type Given<F extends (...args: any[]) => unknown> = Awaited<ReturnType<F>>;
