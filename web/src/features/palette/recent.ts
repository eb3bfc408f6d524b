const key = 'tracker.recent-commands';
const kept = 5;

/** The commands used last, newest first. */
export function recentCommands(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, kept) : [];
  } catch {
    return [];
  }
}

export function rememberCommand(id: string): void {
  try {
    localStorage.setItem(key, JSON.stringify([id, ...recentCommands().filter((other) => other !== id)].slice(0, kept)));
  } catch {
    // Without storage the palette starts in its usual order.
  }
}
