/** What the comments of a counted wave speak of, question by question, as everybody may see it: made once, at the count. */
import mongoose, { Schema } from 'mongoose';
import type { GroupThemes } from './discloseThemes.ts';
import type { Theme } from './themeMatcher.ts';

export interface PublishedThemes {
  /** `wave:question` */
  _id: string;
  wave: string;
  question: string;
  /** The dictionary that was counted by. */
  themes: Theme[];
  /** By id of the group of persons. */
  groups: Record<string, GroupThemes>;
  /** Words and phrases (their stems) that an administrator has taken out, because they name somebody. */
  hidden: string[];
}

const schema = new Schema<PublishedThemes>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    question: { type: String, required: true },
    themes: { type: [Schema.Types.Mixed], default: [] } as never,
    groups: { type: Schema.Types.Mixed, required: true } as never,
    hidden: { type: [String], default: [] },
  },
  { versionKey: false, collection: 'commentThemes', minimize: false },
);

export const PublishedThemesModel = mongoose.model<PublishedThemes>('CommentThemes', schema);
