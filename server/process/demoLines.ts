/** What a person at the terminal is told of the demo province: how far it is made, and then how to get in. */
import { demoPassword, demoPeople } from '../demo/demoPeople.ts';
import type { DemoProgress } from '../demo/seedDemo.ts';

/** Unused codes of the running wave. */
export interface DemoLinks {
  wave: string;
  codes: { office: string; code: string }[];
  /** Tracking codes, with the state of what they lead to. */
  suggestions: { state: string; code: string }[];
}

/** Sign-ins of every role, and personal answer links. */
export function demoLines(url: string, links: DemoLinks | undefined): string[] {
  return [
    `Sign in at ${url}/desk, password of all: ${demoPassword}`,
    ...demoPeople.map(
      ({ username, role, displayName }) => `  ${username.padEnd(10)} ${role.padEnd(14)} ${displayName}`,
    ),
    '\nPersonal answer links of the running wave (each works once):',
    ...(links?.codes ?? []).map(({ office, code }) => `  ${url}/w/${links?.wave}#${code}   ${office}`),
    `\nTracking codes of suggestions, for ${url}/suggestions/track:`,
    ...(links?.suggestions ?? []).map(({ state, code }) => `  ${state.padEnd(10)} ${code}`),
  ];
}

/** One line a step on a terminal that can rewrite it, otherwise only each step's end. Throws once the demo shall stop. */
export function progressLine(say: (line: string) => void, stopping: AbortSignal): DemoProgress {
  return (step, done, all) => {
    stopping.throwIfAborted();
    if (process.stdout.isTTY)
      process.stdout.write(`\r\u001b[K${step}: ${done} of ${all}${done === all ? '\n' : ''}`);
    else if (done === all) say(`${step}: done`);
  };
}
