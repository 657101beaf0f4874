/** What the pages of an import are given. */
import type { FileProblem } from '../http/fileProblem.ts';
import type { PresentedReading } from '../tables/reading/reading.ts';
import type { ColumnsPage, LabelsPage } from './foreign/presentImport.ts';

interface Choice {
  value: string;
  label: string;
}
type Hidden = [name: string, value: string][];
type ShownProblem = Pick<FileProblem, 'message' | 'values'> & Partial<FileProblem>;

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'imports/_steps': { current: 'file' | 'columns' | 'labels' | 'check' };
    'imports/_hidden': { sealed: string; hidden: Hidden };
    'imports/upload': {
      title: string;
      instruments: (Choice & { hint: string })[];
      roots: Choice[];
      chosen: { instruments: string[]; root: string };
      fileName: string;
      problems: readonly ShownProblem[];
    };
    'imports/columns': { title: string; page: ColumnsPage };
    'imports/labels': { title: string; page: LabelsPage };
    'imports/check': {
      title: string;
      sealed: string;
      hidden: Hidden;
      reading: PresentedReading;
      rows: number;
      responses: number;
      empty: number;
      skipped: number;
      isSound: boolean;
      problems: readonly ShownProblem[];
      hasMore: boolean;
      fileName: string;
      leftOut: string[];
      values: Record<'title' | 'opens' | 'closes' | 'minimum' | 'previous', string>;
      earlier: Choice[];
    };
  }
}
