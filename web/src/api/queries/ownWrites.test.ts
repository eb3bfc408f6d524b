import { expect, test } from 'vitest';
import { isWriting, writeInTurn } from './ownWrites';

function held() {
  let end = () => {};
  const answer = new Promise<void>((done) => (end = done));
  return { answer, end };
}

test('a change of a task is sent once the one before it has its answer', async () => {
  const sent: string[] = [];
  const first = held();
  const writes = [
    writeInTurn(['a'], () => {
      sent.push('first');
      return first.answer;
    }),
    writeInTurn(['a', 'b'], async () => void sent.push('second')),
    writeInTurn(['b'], async () => void sent.push('third')),
    writeInTurn(['c'], async () => void sent.push('of another task')),
  ];
  await new Promise((done) => setTimeout(done, 5));
  expect(sent).toEqual(['first', 'of another task']);
  first.end();
  await Promise.all(writes);
  expect(sent).toEqual(['first', 'of another task', 'second', 'third']);
  expect(['a', 'b', 'c'].some(isWriting)).toBe(false);
});

test('a change is sent after one that failed', async () => {
  const failed = writeInTurn(['a'], () => Promise.reject(new Error('refused')));
  const next = writeInTurn(['a'], async () => 'sent');
  await expect(failed).rejects.toThrow('refused');
  await expect(next).resolves.toBe('sent');
});
