import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, NetworkError } from '../../api/errors';
import { newKey } from '../../api/idempotencyKey';
import type { NewTask, Task } from '../../api/vocabulary';
import { createOutbox, type SentLine } from './outbox';

const line = (title: string): SentLine => ({ key: `key of ${title}`, text: title, rejected: [], task: { title } });
const task = ({ title }: NewTask) => ({ id: `id of ${title}`, title }) as Task;
const tooMany = (seconds: number) =>
  new ApiError(429, 'RATE_LIMIT_EXCEEDED', '', {}, null, Date.now() + seconds * 1000);
const refused = new ApiError(400, 'VALIDATION_ERROR', 'No.', { title: ['No.'] }, null);
const broken = new ApiError(500, 'INTERNAL_ERROR', '', {}, 'ref-1');

/** A server that answers as told, and remembers what it was asked. */
function start(answers: (Error | 'ok')[] = [], kept: SentLine[] = []) {
  const saved = new Map(kept.map((each) => [each.key, each]));
  const asked: string[] = [];
  const created: string[] = [];
  const outbox = createOutbox(
    async (body, key) => {
      asked.push(key);
      const answer = answers.shift() ?? 'ok';
      if (answer !== 'ok') throw answer;
      return task(body);
    },
    {
      load: () => [...saved.values()],
      save: (each) => void saved.set(each.key, each),
      remove: (key) => void saved.delete(key),
    },
    ({ title }) => void created.push(title),
  );
  return { outbox, saved, asked, created, held: () => outbox.lines.map(({ text }) => text) };
}

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-15T10:00:00Z') }));
afterEach(() => void vi.useRealTimers());

describe('the outbox', () => {
  it('sends a line and forgets it', async () => {
    const { outbox, saved, created, held } = start();
    expect(await outbox.add(line('a'))).toEqual({ task: task({ title: 'a' }) });
    expect(created).toEqual(['a']);
    expect(held()).toEqual([]);
    expect(saved.size).toBe(0);
  });

  it('keeps a line before it is sent, so that a reload loses nothing', () => {
    const { outbox, saved } = start();
    void outbox.add(line('a'));
    expect([...saved.keys()]).toEqual(['key of a']);
  });

  it('sends lines in the order in which they were typed, one at a time', async () => {
    const { outbox, asked } = start();
    await Promise.all([outbox.add(line('a')), outbox.add(line('b')), outbox.add(line('c'))]);
    expect(asked).toEqual(['key of a', 'key of b', 'key of c']);
  });

  it('waits when the network breaks, and sends the same key again', async () => {
    const { outbox, asked, created, held } = start([new NetworkError('away')]);
    expect(await outbox.add(line('a'))).toEqual({ waiting: true });
    void outbox.add(line('b'));
    expect(held()).toEqual(['a', 'b']);
    await vi.waitFor(() => expect(created).toEqual(['a', 'b']));
    expect(asked).toEqual(['key of a', 'key of a', 'key of b']);
  });

  it('does not send later lines past one that waits for the network', async () => {
    const { outbox, asked } = start([new NetworkError('away'), new NetworkError('away')]);
    await outbox.add(line('a'));
    void outbox.add(line('b'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual(['key of a', 'key of a']);
  });

  it('waits as long as the server says, then goes on by itself', async () => {
    const failure = tooMany(30);
    const { outbox, asked, created } = start([failure]);
    expect(await outbox.add(line('a'))).toEqual({ failure });
    await vi.advanceTimersByTimeAsync(29_900);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(created).toEqual(['a']);
  });

  it('does not repeat what the server refused or broke on, but sends the next line', async () => {
    const { outbox, asked, created, held } = start([refused, broken]);
    expect(await outbox.add(line('a'))).toEqual({ failure: refused });
    expect(await outbox.add(line('b'))).toEqual({ failure: broken });
    await outbox.add(line('c'));
    outbox.retry();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toEqual(['key of a', 'key of b', 'key of c']);
    expect(created).toEqual(['c']);
    expect(held()).toEqual(['a', 'b']);
  });

  it('sends a stopped line again when asked to', async () => {
    const { outbox, created, held } = start([broken]);
    await outbox.add(line('a'));
    outbox.retry('key of a');
    await vi.waitFor(() => expect(created).toEqual(['a']));
    expect(held()).toEqual([]);
  });

  it('gives a line back to be edited, and does not send it', async () => {
    const { outbox, asked, saved } = start([new NetworkError('away')]);
    await outbox.add(line('a'));
    outbox.take('key of a');
    outbox.retry();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual(['key of a']);
    expect(saved.size).toBe(0);
  });

  it('goes on with the lines of an earlier visit', async () => {
    const { outbox, created, held } = start([], [line('a'), line('b')]);
    expect(held()).toEqual(['a', 'b']);
    outbox.retry();
    await vi.waitFor(() => expect(created).toEqual(['a', 'b']));
  });

  it('is full with fifty lines', async () => {
    const fifty = Array.from({ length: 50 }, (_, index) => line(`${index}`));
    expect(start([], fifty.slice(1)).outbox.isFull).toBe(false);
    expect(start([], fifty).outbox.isFull).toBe(true);
  });

  it('leaves nothing behind when it is cleared, also no request to come', async () => {
    const { outbox, asked, saved, held } = start([tooMany(5)]);
    await outbox.add(line('a'));
    outbox.clear();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(held()).toEqual([]);
    expect(saved.size).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('keeps its lines for the next visit when it is closed', async () => {
    const { outbox, saved, asked } = start([tooMany(5)]);
    await outbox.add(line('a'));
    outbox.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([...saved.keys()]).toEqual(['key of a']);
    expect(asked).toHaveLength(1);
  });

  it('tells its listeners of every change', async () => {
    const { outbox } = start();
    const heard = vi.fn();
    const stop = outbox.subscribe(heard);
    await outbox.add(line('a'));
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
    await outbox.add(line('b'));
    expect(heard).toHaveBeenCalledTimes(2);
  });
});

describe('keys', () => {
  it('are visible ASCII, differ, and sort by time', () => {
    const first = newKey();
    expect(first).toMatch(/^[0-9a-z-]{8,255}$/);
    expect(newKey()).not.toBe(first);
    vi.setSystemTime(new Date('2026-01-15T10:00:01Z'));
    expect(newKey() > first).toBe(true);
  });
});
