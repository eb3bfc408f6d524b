/** The card, or the task of a day, that has the focus or holds it. */
export function cardOfFocus(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-task]') ?? null;
}

export function isOnCard(): boolean {
  return cardOfFocus() !== null;
}
