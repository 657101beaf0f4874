/** What a check says of a text: a locale key under `workshop:note` with what it was found in. Notes are advice; none of them stops a draft. */
export interface Note {
  name: string;
  values: Record<string, string | number>;
}

export type Check<Subject> = (subject: Subject) => Note[];
