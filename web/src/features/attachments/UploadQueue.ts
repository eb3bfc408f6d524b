import { ApiError, isCancelled, wordsFor } from '../../api/errors';
import { pause } from '../../api/pause';
import type { Attachment } from '../../api/vocabulary';
import { type Candidate, refusalOf } from './refusals';

export type Upload = {
  id: number;
  name: string;
  state: 'waiting' | 'sending' | 'failed' | 'refused';
  /** From 0 to 1. */
  sent: number;
  /** Why it failed or was refused. */
  words: string;
  /** When the server takes requests again, after a 429. */
  retryAt: number | null;
};

type Send = (file: File, options: { onProgress: (part: number) => void; signal: AbortSignal }) => Promise<Attachment>;

const parallel = 3;

/** The files that are on their way to one task: at most three are sent at a time, the others wait. */
export class UploadQueue {
  private uploads: readonly Upload[] = [];
  private readonly files = new Map<number, File>();
  private readonly running = new Map<number, AbortController>();
  private readonly listeners = new Set<() => void>();
  private nextId = 1;

  constructor(
    private readonly send: Send,
    private readonly onStored: (attachment: Attachment) => void,
    /** Called when the last one of several is stored. */
    private readonly onDrained: (stored: number) => void,
  ) {}

  private stored = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): readonly Upload[] => this.uploads;

  /** Takes files; `existing` is the number that the task has already. */
  add(candidates: readonly Candidate[], existing: number): void {
    for (const candidate of candidates) {
      const coming = this.uploads.filter(({ state }) => state === 'waiting' || state === 'sending').length;
      const refusal = refusalOf(candidate, existing + coming);
      const id = this.nextId++;
      if (candidate.file && !refusal) this.files.set(id, candidate.file);
      this.uploads = [
        ...this.uploads,
        {
          id,
          name: candidate.name,
          state: refusal ? 'refused' : 'waiting',
          sent: 0,
          words: refusal ?? '',
          retryAt: null,
        },
      ];
    }
    this.tell();
    this.startNext();
  }

  /** Stops an upload, or takes away the line of one that ended. */
  cancel(id: number): void {
    this.running.get(id)?.abort();
    this.remove(id);
    this.startNext();
  }

  again(id: number): void {
    this.change(id, { state: 'waiting', sent: 0, words: '', retryAt: null });
    this.startNext();
  }

  cancelAll(): void {
    for (const { id } of this.uploads) this.running.get(id)?.abort();
    this.uploads = [];
    this.files.clear();
    this.tell();
  }

  private startNext(): void {
    const wait = pause.until - Date.now();
    if (wait > 0) {
      if (this.uploads.some(({ state }) => state === 'waiting')) setTimeout(() => this.startNext(), wait);
      return;
    }
    for (const upload of this.uploads) {
      if (this.running.size >= parallel) return;
      if (upload.state === 'waiting') void this.run(upload.id);
    }
  }

  private async run(id: number): Promise<void> {
    const file = this.files.get(id);
    if (!file) return;
    const controller = new AbortController();
    this.running.set(id, controller);
    this.change(id, { state: 'sending' });
    try {
      const attachment = await this.send(file, {
        onProgress: (sent) => this.change(id, { sent }),
        signal: controller.signal,
      });
      this.remove(id);
      this.stored++;
      this.onStored(attachment);
    } catch (error) {
      if (!isCancelled(error)) {
        const retryAt = error instanceof ApiError ? error.retryAt : null;
        this.change(id, { state: 'failed', words: wordsFor(error, 'Not uploaded'), retryAt });
      }
    } finally {
      this.running.delete(id);
      this.startNext();
      if (this.running.size === 0 && this.stored > 0) {
        this.onDrained(this.stored);
        this.stored = 0;
      }
    }
  }

  private change(id: number, change: Partial<Upload>): void {
    this.uploads = this.uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload));
    this.tell();
  }

  private remove(id: number): void {
    this.files.delete(id);
    this.uploads = this.uploads.filter((upload) => upload.id !== id);
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
