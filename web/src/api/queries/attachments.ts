import { api, ok, send } from '../client';
import { errorOf } from '../errors';
import { queryClient } from '../queryClient';
import type { Attachment, TaskDetail } from '../vocabulary';
import { raiseWrittenVersion } from './ownWrites';
import { rememberTask, replaceAnswers, taskKeys } from './taskCache';

/** The bytes of a file. Its type is never the one that was given with it, so that no browser shows it as a page. */
export async function fetchAttachment(id: string): Promise<Blob> {
  const response = await send(new Request(`${window.location.origin}/api/v1/attachments/${id}/download`));
  if (!response.ok) throw await errorOf(response);
  return new Blob([await response.arrayBuffer()], { type: 'application/octet-stream' });
}

export async function deleteAttachment(taskId: string, id: string): Promise<void> {
  await ok(api.DELETE('/api/v1/attachments/{attachment_id}', { params: { path: { attachment_id: id } } }));
  changeAttachments(taskId, (attachments) => attachments.filter((attachment) => attachment.id !== id));
}

/** Adds an uploaded file to the task on screen, so that it is not asked for again. */
export function rememberAttachment(taskId: string, added: Attachment): void {
  changeAttachments(taskId, (attachments) => [...attachments.filter(({ id }) => id !== added.id), added]);
}

function changeAttachments(taskId: string, change: (attachments: Attachment[]) => Attachment[]): void {
  raiseWrittenVersion(taskId);
  const key = taskKeys.one(taskId);
  const detail = queryClient.getQueryData<TaskDetail>(key);
  if (!detail) return;
  const attachments = change(detail.attachments);
  // A file counts as a change of its task. Should somebody else have changed it too, this version is of nobody, and nothing is overwritten.
  const task = { ...detail.task, attachment_count: attachments.length, version: detail.task.version + 1 };
  queryClient.setQueryData<TaskDetail>(key, { task, attachments });
  // The lists show the number.
  rememberTask(task);
  replaceAnswers();
}
