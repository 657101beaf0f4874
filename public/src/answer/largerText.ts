/** The switch for larger text works by style alone; this only lets the browser remember it from page to page. */
export const largerKey = 'larger';

export function rememberLargerText(): void {
  const larger = document.getElementById('larger') as HTMLInputElement | null;
  // For browsers whose style sheets do not support `:has`.
  const show = () => document.documentElement.classList.toggle('large', Boolean(larger?.checked));
  try {
    if (larger) larger.checked = localStorage.getItem(largerKey) !== null;
    show();
    larger?.addEventListener('change', () => {
      show();
      if (larger.checked) localStorage.setItem(largerKey, '1');
      else localStorage.removeItem(largerKey);
    });
  } catch {
    // A browser that stores nothing forgets the switch with the page.
  }
}
