/** The keys as the sheet shows them. `Mod` is Ctrl, and Cmd on a Mac. */
export const keyMap: readonly { where: string; keys: readonly (readonly [key: string, action: string])[] }[] = [
  {
    where: 'Everywhere',
    keys: [
      ['?', 'This sheet'],
      ['Mod K', 'Commands'],
      ['/', 'Search'],
      ['Q', 'Quick add'],
      ['C', 'New task'],
      ['G then T', 'Tasks'],
      ['G then B', 'Board'],
      ['G then C', 'Calendar'],
      ['G then 1–9', 'Saved view'],
      ['Mod Z', 'Undo'],
      ['Esc', 'Close, then clear the selection'],
    ],
  },
  {
    where: 'List',
    keys: [
      ['J or ↓', 'Next task'],
      ['K or ↑', 'Task before'],
      ['Enter or O', 'Open'],
      ['X', 'Select'],
      ['Shift J, Shift K', 'Select more'],
      ['Mod A', 'Select the page'],
      ['N, P', 'Next, previous page'],
    ],
  },
  {
    where: 'On the focused, open or selected tasks',
    keys: [
      ['D', 'Done or not'],
      ['S', 'Status'],
      ['1–4', 'Priority, 1 is critical'],
      ['0', 'Priority menu'],
      ['T', 'Due date in words'],
      ['L', 'Tags'],
      ['E', 'Edit'],
      ['U', 'Copy link'],
      ['Delete', 'Delete'],
    ],
  },
  {
    where: 'Board',
    keys: [
      ['Arrows', 'Between cards and columns'],
      ['Alt ←, Alt →', 'Move the card'],
      ['M', 'Move menu'],
    ],
  },
  {
    where: 'Calendar',
    keys: [
      ['Arrows', 'By day'],
      ['Alt arrows', 'Move the task'],
      ['[ and ]', 'Month'],
      ['.', 'Today'],
    ],
  },
  {
    where: 'Form',
    keys: [
      ['Mod Enter', 'Save'],
      ['Esc', 'Leave, asks when something was typed'],
    ],
  },
];

export function shown(key: string): string {
  return key.replace('Mod', /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘' : 'Ctrl');
}
