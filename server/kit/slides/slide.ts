/** What a slide is made of: a finding as its title, text, real tables, and a few drawn marks. Lengths are in points of a page of 960 by 540. */

export const page = { width: 960, height: 540 } as const;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Run {
  text: string;
  bold?: boolean;
  color?: string;
  size?: number;
}

export type Paragraph = readonly Run[];

export type Shape =
  | { kind: 'text'; box: Box; paragraphs: readonly Paragraph[]; size: number; fill?: string }
  | {
      kind: 'table';
      box: Box;
      columns: readonly number[];
      rows: readonly (readonly Paragraph[])[];
      rowHeight: number;
      size: number;
      name: string;
    }
  | {
      kind: 'line' | 'rhombus' | 'circle' | 'rectangle';
      box: Box;
      fill?: string;
      stroke?: string;
      thickness?: number;
      dotted?: boolean;
    };

export interface Slide {
  title: string;
  shapes: readonly Shape[];
}

export interface Deck {
  title: string;
  author: string;
  /** In the foot of each slide. */
  running: string;
  /** The day of the results. */
  day: Date;
  lang: 'fa' | 'en';
  isRtl: boolean;
  /** Number of a slide as the reader writes it. */
  number(value: number): string;
  slides: readonly Slide[];
}

export const colors = {
  ink: '14202B',
  soft: '435260',
  edge: '6B7883',
  rule: 'CBD2D6',
  lapis: '1B3F86',
  tint: 'E6EDF8',
  clay: '8A3A0C',
  clayTint: 'F9E9DD',
} as const;
