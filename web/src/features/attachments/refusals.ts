import { limits } from '../../api/vocabulary';
import { sizeWords } from './size';

/** Something dropped or chosen; of a folder only the name is known. */
export type Candidate = { name: string; file: File | null };

/** Why a file is not sent, or null. `count` is the number of files that the task has or is getting. */
export function refusalOf({ file }: Candidate, count: number): string | null {
  if (!file) return 'A folder cannot be attached. Choose the files inside it.';
  if (file.size > limits.attachmentBytes) {
    return `The file has ${sizeWords(file.size)}; at most ${sizeWords(limits.attachmentBytes)} can be attached.`;
  }
  return count >= limits.attachments ? `A task can have at most ${limits.attachments} files.` : null;
}

/** What was dropped. Browsers give a folder as a file that cannot be read. */
export function candidatesOf(transfer: DataTransfer): Candidate[] {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  if (items.length === 0) return [...transfer.files].map((file) => ({ name: file.name, file }));
  return items.flatMap((item): Candidate[] => {
    const entry = item.webkitGetAsEntry?.();
    if (entry?.isDirectory) return [{ name: entry.name, file: null }];
    const file = item.getAsFile();
    return file ? [{ name: file.name, file }] : [];
  });
}

/** The files of a paste. Browsers call every pasted picture "image.png", so these get the time as their name. */
export function pastedFiles(transfer: DataTransfer, now = new Date()): Candidate[] {
  const time = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  return [...transfer.files].map((file) => {
    if (file.name !== 'image.png') return { name: file.name, file };
    const name = `Pasted ${time.replace('T', ' ').replaceAll(':', '.')}.png`;
    return { name, file: new File([file], name, { type: file.type }) };
  });
}
