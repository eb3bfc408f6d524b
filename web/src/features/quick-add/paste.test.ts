import { describe, expect, it } from 'vitest';
import { splitPaste } from './paste';

describe('a pasted list', () => {
  it.each([
    ['plain lines', 'Buy milk\nCall Ann', ['Buy milk', 'Call Ann']],
    ['lines of Windows and of old Macs', 'Buy milk\r\nCall Ann\rPay rent', ['Buy milk', 'Call Ann', 'Pay rent']],
    ['blanks around', '  Buy milk \n\tCall Ann\t\n', ['Buy milk', 'Call Ann']],
    ['empty lines', '\n\nBuy milk\n   \n\nCall Ann\n', ['Buy milk', 'Call Ann']],
    ['hyphens', '- Buy milk\n-  Call Ann', ['Buy milk', 'Call Ann']],
    ['stars, pluses and dots', '* Buy milk\n+ Call Ann\n• Pay rent', ['Buy milk', 'Call Ann', 'Pay rent']],
    ['numbers', '1. Buy milk\n2) Call Ann\n10. Pay rent', ['Buy milk', 'Call Ann', 'Pay rent']],
    ['boxes', '- [ ] Buy milk\n- [x] Call Ann\n[] Pay rent\n[X] Sleep', ['Buy milk', 'Call Ann', 'Pay rent', 'Sleep']],
    ['nested bullets', '- House\n  - Buy milk\n    1. Oat', ['House', 'Buy milk', 'Oat']],
    ['bullets with nothing behind', '-\n- \n1.\n[ ]\nBuy milk', ['Buy milk']],
    [
      'no bullets',
      '-5 degrees outside\n1.5 litres of milk\n*important*\n[draft] letter\n+3d call',
      ['-5 degrees outside', '1.5 litres of milk', '*important*', '[draft] letter', '+3d call'],
    ],
    ['marks kept for the parser', '- Pay rent tomorrow #home !high', ['Pay rent tomorrow #home !high']],
    ['nothing', ' \n\n', []],
  ])('%s', (_, text, lines) => {
    expect(splitPaste(text)).toEqual({ lines, rest: [] });
  });

  it('takes fifty lines and keeps the rest for later', () => {
    const { lines, rest } = splitPaste(Array.from({ length: 53 }, (_, index) => `Task ${index + 1}`).join('\n'));
    expect(lines).toHaveLength(50);
    expect(lines.at(-1)).toBe('Task 50');
    expect(rest).toEqual(['Task 51', 'Task 52', 'Task 53']);
  });
});
