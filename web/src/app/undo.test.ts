import { afterEach, expect, test } from 'vitest';
import { beforeUndo, forgetSteps, offerUndo, undoLast } from './undo';

afterEach(forgetSteps);

const nothing = async () => '';

test('undo waits for the answer to a change that is on its way', async () => {
  const taken: string[] = [];
  const revert = (name: string) => async () => {
    taken.push(name);
    return `${name} undone`;
  };
  offerUndo('First', revert('first'));
  let answer = () => {};
  const change = beforeUndo(new Promise<void>((done) => (answer = done))).then(() =>
    offerUndo('Second', revert('second')),
  );
  const undone = undoLast();
  await Promise.resolve();
  expect(taken).toEqual([]);
  answer();
  await Promise.all([change, undone]);
  expect(taken).toEqual(['second']);
});

test('undo goes on after a change that failed', async () => {
  const failed = beforeUndo(Promise.reject(new Error('refused')));
  await expect(failed).rejects.toThrow('refused');
  let taken = 0;
  offerUndo('First', async () => {
    taken++;
    return '';
  });
  await undoLast();
  expect(taken).toBe(1);
});

test('two undos run one after the other', async () => {
  const order: string[] = [];
  const slow = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((done) => setTimeout(done, 5));
    order.push(`${name} ends`);
    return nothing();
  };
  offerUndo('First', slow('first'));
  offerUndo('Second', slow('second'));
  await Promise.all([undoLast(), undoLast()]);
  expect(order).toEqual(['second begins', 'second ends', 'first begins', 'first ends']);
});
