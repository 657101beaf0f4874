/** Loads a script that only few need; a failure is forgotten, so that the next call tries again. */
import { Unreachable } from './post.ts';

export function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Unreachable());
    };
    document.head.append(script);
  });
}
