// Columns of many cards render only some of them; these bring a card on screen and focus it, if it is theirs.
const revealers = new Set<(id: string) => void>();

/** Tells how to bring a card on screen that is not rendered. Returns how to take it back. */
export function registerRevealer(reveal: (id: string) => void): () => void {
  revealers.add(reveal);
  return () => void revealers.delete(reveal);
}

export function focusCard(id: string | undefined): void {
  if (id === undefined || focusRendered(id)) return;
  for (const reveal of revealers) reveal(id);
}

/** False when the card is not rendered. */
export function focusRendered(id: string): boolean {
  const link = document.querySelector<HTMLElement>(`main [data-task="${id}"] a`);
  link?.focus();
  return link !== null;
}
