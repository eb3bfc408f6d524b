import { describe, expect, it } from 'vitest';
import { Budget } from './Budget';

describe('Budget', () => {
  it('lets the first round begin at once', () => expect(new Budget(10, 3000).wait(0)).toBe(0));

  it('keeps the gap between rounds', () => {
    const budget = new Budget(10, 3000);
    budget.spend(1, 1000);
    expect(budget.wait(2000)).toBe(2000);
    expect(budget.wait(4000)).toBe(0);
  });

  it('waits for the minute when everything is spent', () => {
    const budget = new Budget(2, 0);
    budget.spend(2, 1000);
    expect(budget.left(5000)).toBe(0);
    expect(budget.wait(5000)).toBe(56_000);
    expect(budget.wait(61_000)).toBe(0);
    expect(budget.left(61_000)).toBe(2);
  });
});
