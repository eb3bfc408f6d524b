import type { Command } from '../../app/commands';

/** The commands that have every word of the query, those whose label starts with it first. */
export function rank(commands: readonly Command[], query: string): Command[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...commands];
  const scored = commands.flatMap((command) => {
    const label = command.label.toLowerCase();
    const text = `${label} ${command.words?.toLowerCase() ?? ''}`;
    if (!words.every((word) => text.includes(word))) return [];
    const whole = words.join(' ');
    const score = label.startsWith(whole) ? 0 : startsAWord(label, whole) ? 1 : label.includes(whole) ? 2 : 3;
    return [{ command, score }];
  });
  return scored.sort((a, b) => a.score - b.score).map(({ command }) => command);
}

function startsAWord(text: string, part: string): boolean {
  return text.includes(` ${part}`);
}
