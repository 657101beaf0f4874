/** Answers that are asked for and not read, or a few bytes at a time: pages as a stranger, downloads as somebody signed in. */
import type { Attack, Line, Target } from './attack.ts';

const downloadsOf = ({ released }: Target) => [
  `/desk/waves/${released}/open-data/data.csv`,
  `/desk/waves/${released}/open-data/data.xlsx`,
  `/desk/waves/${released}/open-data/reports.csv`,
  `/desk/waves/${released}/open-data/reports.xlsx`,
  `/desk/reports/${released}/comparison/table.xlsx`,
  `/desk/reports/${released}/o0/kit/report.pdf`,
  `/desk/reports/${released}/o1/kit/slides.pptx`,
];

const longPages = ({ open, released }: Target) => [
  `/w/${open}`,
  `/en/waves/${released}/results`,
  '/privacy',
  '/api/reference',
  '/suggestions/new',
];

/** Asks, and holds the answer without reading; with `everyMs` one piece is taken each time. */
async function hold(line: Line, path: string, cookie: string, everyMs?: number): Promise<void> {
  const headers: Record<string, string> = {
    'Accept-Encoding': 'identity',
    ...(cookie && { Cookie: cookie }),
  };
  const answer = await line.open({ path, headers });
  if (!answer) return;
  // Read a first time, so that an end or a cut line is noticed.
  const timer = everyMs && setInterval(() => answer.read(512), everyMs);
  if ((answer.statusCode ?? 0) >= 300) answer.resume();
  await new Promise<void>((resolve) => {
    answer.once('close', resolve);
    answer.socket.once('close', resolve);
    line.stopped.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(timer || undefined);
  answer.destroy();
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 100));

const unread = (
  name: string,
  width: number,
  pathOf: (target: Target, turn: number) => string,
  { everyMs, isSignedIn }: { everyMs?: number; isSignedIn: boolean },
): Attack => ({
  name,
  run: (target, line) =>
    line.repeat(width, async (turn) => {
      await hold(line, pathOf(target, turn), isSignedIn ? target.analyst.cookie : '', everyMs);
      await pause();
    }),
});

const downloadAt = (target: Target, turn: number) => downloadsOf(target)[turn % downloadsOf(target).length]!;

export const reading: Attack[] = [
  unread(
    '60 downloads of the open data, signed in, not read',
    60,
    (target, turn) => downloadsOf(target)[turn % 2]!,
    { isSignedIn: true },
  ),
  unread('60 downloads of each kind, signed in, not read', 60, downloadAt, { isSignedIn: true }),
  unread('60 downloads of each kind, signed in, read a few bytes at a time', 60, downloadAt, {
    isSignedIn: true,
    everyMs: 200,
  }),
  {
    name: '60 downloads of each kind at once, signed in, read and asked for again',
    run: (target, line) =>
      line.repeat(60, async (turn) => {
        await line.ask({ path: downloadAt(target, turn), headers: { Cookie: target.analyst.cookie } });
        await pause();
      }),
  },
  unread('600 long pages, a stranger, not read', 600, (target, turn) => longPages(target)[turn % 5]!, {
    isSignedIn: false,
  }),
  unread(
    '60 long pages, a stranger, read a few bytes at a time',
    60,
    (target, turn) => longPages(target)[turn % 5]!,
    { isSignedIn: false, everyMs: 200 },
  ),
];
