/** Fills the screen at the first touch: browsers allow it to nobody but a person, and leave it with every page. */
export function keepFullScreen(): void {
  addEventListener('click', () => {
    if (document.fullscreenElement || matchMedia('(display-mode: fullscreen)').matches) return;
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
  });
}
