import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, NetworkError } from '../../api/errors';
import { pause } from '../../api/pause';
import type { Attachment } from '../../api/vocabulary';
import { UploadQueue } from './UploadQueue';

type Sending = {
  file: File;
  resolve: (attachment: Attachment) => void;
  reject: (error: unknown) => void;
  signal: AbortSignal;
};

function setUp() {
  const sending: Sending[] = [];
  const stored: string[] = [];
  const drained: number[] = [];
  const queue = new UploadQueue(
    (file, { signal }) =>
      new Promise((resolve, reject) => {
        sending.push({ file, resolve, reject, signal });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    (attachment) => stored.push(attachment.filename),
    (count) => drained.push(count),
  );
  const add = (count: number, existing = 0) =>
    queue.add(
      Array.from({ length: count }, (_, index) => ({ name: `${index}.txt`, file: new File(['x'], `${index}.txt`) })),
      existing,
    );
  const states = () => queue.snapshot().map(({ state }) => state);
  return { queue, sending, stored, drained, add, states };
}

function attachment(filename: string): Attachment {
  return { id: filename, filename, size_bytes: 1, created_at: '2026-01-15T10:00:00Z' };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the queue of uploads', () => {
  it('sends three at a time and the next when one is stored', async () => {
    const { sending, states, add, stored } = setUp();
    add(5);
    expect(states()).toEqual(['sending', 'sending', 'sending', 'waiting', 'waiting']);
    sending[0]?.resolve(attachment('0.txt'));
    await settled();
    expect(stored).toEqual(['0.txt']);
    expect(states()).toEqual(['sending', 'sending', 'sending', 'waiting']);
  });

  it('tells once that all of them are stored', async () => {
    const { sending, add, drained } = setUp();
    add(2);
    sending[0]?.resolve(attachment('0.txt'));
    await settled();
    expect(drained).toEqual([]);
    sending[1]?.resolve(attachment('1.txt'));
    await settled();
    expect(drained).toEqual([2]);
  });

  it('keeps a file whose connection broke and sends it again when asked', async () => {
    const { queue, sending, states, add, stored } = setUp();
    add(1);
    sending[0]?.reject(new NetworkError('The server does not answer.'));
    await settled();
    expect(queue.snapshot()[0]).toMatchObject({ state: 'failed', words: 'Not uploaded: the server does not answer.' });
    expect(sending).toHaveLength(1);
    queue.again(queue.snapshot()[0]?.id ?? 0);
    expect(states()).toEqual(['sending']);
    sending[1]?.resolve(attachment('0.txt'));
    await settled();
    expect(stored).toEqual(['0.txt']);
    expect(states()).toEqual([]);
  });

  it('stops a cancelled upload and sends the next', async () => {
    const { queue, sending, add } = setUp();
    add(4);
    queue.cancel(queue.snapshot()[0]?.id ?? 0);
    await settled();
    expect(sending[0]?.signal.aborted).toBe(true);
    expect(sending).toHaveLength(4);
    expect(queue.snapshot().map(({ name }) => name)).toEqual(['1.txt', '2.txt', '3.txt']);
  });

  it('says what the server said about a full storage', async () => {
    const { queue, sending, add } = setUp();
    add(1);
    sending[0]?.reject(new ApiError(413, 'PAYLOAD_TOO_LARGE', 'Your storage is full.', {}, null));
    await settled();
    expect(queue.snapshot()[0]?.words).toBe('Not uploaded: Your storage is full.');
  });
});

describe('refusals before sending', () => {
  it('refuses the 51st file', () => {
    const { states, add } = setUp();
    add(2, 49);
    expect(states()).toEqual(['sending', 'refused']);
  });

  it('refuses a byte over 25 MiB in words, and takes 25 MiB and an empty file', () => {
    const { queue, states } = setUp();
    const limit = 25 * 1024 * 1024;
    const ofSize = (size: number) => ({
      name: 'a',
      file: Object.defineProperty(new File([], 'a'), 'size', { value: size }),
    });
    queue.add([ofSize(limit + 1), ofSize(limit), ofSize(0)], 0);
    expect(states()).toEqual(['refused', 'sending', 'sending']);
    expect(queue.snapshot()[0]?.words).toBe('The file has 25.1 MiB; at most 25 MiB can be attached.');
  });

  it('refuses a folder in words', () => {
    const { queue } = setUp();
    queue.add([{ name: 'photos', file: null }], 0);
    expect(queue.snapshot()[0]).toMatchObject({
      state: 'refused',
      words: 'A folder cannot be attached. Choose the files inside it.',
    });
  });
});

describe('a 429', () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.parse('2100-01-01') }));
  afterEach(() => vi.useRealTimers());

  it('holds the waiting files back until the pause ends', async () => {
    const { sending, states, add } = setUp();
    add(4);
    const retryAt = Date.now() + 5000;
    pause.begin(retryAt);
    sending[0]?.reject(new ApiError(429, 'RATE_LIMIT_EXCEEDED', '', {}, null, retryAt));
    await vi.advanceTimersByTimeAsync(4900);
    expect(states()).toEqual(['failed', 'sending', 'sending', 'waiting']);
    await vi.advanceTimersByTimeAsync(200);
    expect(states()).toEqual(['failed', 'sending', 'sending', 'sending']);
  });
});
