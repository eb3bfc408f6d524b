// Sets the theme and the density before the first paint, so that a dark page does not flash white.
(() => {
  const root = document.documentElement;
  let theme = 'auto';
  let density = 'comfortable';
  try {
    theme = localStorage.getItem('tracker.theme') ?? theme;
    density = localStorage.getItem('tracker.density') ?? density;
  } catch {
    // The storage is refused: the defaults apply.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  root.setAttribute('data-density', density === 'compact' ? 'compact' : 'comfortable');
})();
