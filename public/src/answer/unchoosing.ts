/** Lets a second press on the chosen answer clear it, which radio buttons by themselves do not allow. */
export function allowUnchoosing(form: HTMLElement, changed: () => void): void {
  let wasChosen: HTMLInputElement | null = null;
  form.addEventListener('pointerdown', ({ target }) => {
    const input = (target as HTMLElement).closest('label')?.querySelector('input');
    wasChosen = input?.checked ? input : null;
  });
  form.addEventListener('click', ({ target }) => {
    if (!wasChosen || target !== wasChosen) return;
    wasChosen.checked = false;
    wasChosen = null;
    changed();
  });
}
