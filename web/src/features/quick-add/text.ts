import { limits } from '../../api/vocabulary';
import type { Problem } from './parse';

export const text = {
  field: 'Quick add',
  placeholder: 'Add a task: Pay rent tomorrow 9am #home !high',
  shortPlaceholder: 'Add a task',
  add: 'Add',
  hint: '#tag · !high · /doing · tomorrow 9am · // description',
  understood: 'Understood',
  keep: (label: string) => `Keep “${label}” as text`,
  description: 'Description',
  added: 'Task added',
  addedAll: (count: number) => `${count} tasks added`,
  open: 'Open task',
  notAdded: 'The task was not added',
  completions: 'Completions',
  pasted: (count: number) => (count === 1 ? 'Add 1 task' : `Add ${count} tasks`),
  pastedTitle: 'Pasted lines',
  pastedRest: (count: number) => `${count} more ${count === 1 ? 'line follows' : 'lines follow'} after these.`,
  cancel: 'Cancel',
  waiting: 'Waiting to be sent',
  sending: 'Sending…',
  offline: 'Sent when the server answers again.',
  tooMany: 'Sent when the server takes requests again.',
  full: 'Fifty lines are waiting already. This one is kept here until some are sent.',
  typed: 'Add or clear what you typed before you edit another line.',
  tryAgain: 'Try again',
  edit: (line: string) => `Edit “${line}”`,
  discard: (line: string) => `Discard “${line}”`,
  close: 'Close',
} as const;

export const problemWords: Readonly<Record<Problem, string>> = {
  'title-missing': 'A task needs a title.',
  'title-too-long': `A title has at most ${limits.title} characters.`,
  'description-too-long': `A description has at most ${limits.description.toLocaleString('en')} characters.`,
  'tag-too-long': `A tag has at most ${limits.tag} characters.`,
  'too-many-tags': `A task has at most ${limits.tags} tags.`,
};
