/** The switch for larger text works by style alone; this only lets the browser remember it from page to page. */
export function rememberLargerText(): void {
  const larger = document.getElementById('larger') as HTMLInputElement | null;
  try {
    if (larger) larger.checked = localStorage.getItem('larger') !== null;
    larger?.addEventListener('change', () => {
      if (larger.checked) localStorage.setItem('larger', '1');
      else localStorage.removeItem('larger');
    });
  } catch {
    // A browser that keeps nothing forgets the switch with the page.
  }
}
