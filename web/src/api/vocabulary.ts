import type { components } from './schema';

export type Task = components['schemas']['TaskResponse'];
export type TaskDetail = components['schemas']['TaskDetailResponse'];
export type TaskPage = components['schemas']['TaskPageResponse'];
export type TaskChange = components['schemas']['TaskChangeRequest'];
export type NewTask = components['schemas']['TaskRequest'];
export type Attachment = components['schemas']['AttachmentSummary'];
export type AuditEvent = components['schemas']['AuditEventResponse'];
export type Tag = components['schemas']['TagResponse'];
export type Me = components['schemas']['MeResponse'];

export type Status = Task['status'];
export type Priority = Task['priority'];

/** In the order of work. */
export const statuses = ['TODO', 'IN_PROGRESS', 'BLOCKED', 'DONE'] as const satisfies readonly Status[];

/** From the most urgent. */
export const priorities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const satisfies readonly Priority[];

export const statusWords: Readonly<Record<Status, string>> = {
  TODO: 'To do',
  IN_PROGRESS: 'In progress',
  BLOCKED: 'Blocked',
  DONE: 'Done',
};

export const priorityWords: Readonly<Record<Priority, string>> = {
  CRITICAL: 'Critical',
  HIGH: 'High',
  MEDIUM: 'Medium',
  LOW: 'Low',
};

/** The limits of the API, so that forms can say so before they send. Lengths count code points. */
export const limits = {
  title: 200,
  description: 10_000,
  tag: 50,
  tags: 20,
  attachmentBytes: 25 * 1024 * 1024,
  attachments: 50,
  passwordMin: 8,
  passwordBytes: 72,
} as const;

/** The length as the API counts it. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
