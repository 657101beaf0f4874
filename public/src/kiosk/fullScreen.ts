/** Fills the screen at the first touch: browsers allow this only after a person's action, and undo it on every new page. */
export function keepFullScreen(): void {
  addEventListener('click', () => {
    if (document.fullscreenElement || matchMedia('(display-mode: fullscreen)').matches) return;
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
  });
}
