import { describe, expect, it } from 'vitest';
import { changeInWords, differencesOf, fieldsNamed, takingTheirs } from './differences';
import { emptyValues } from './taskValues';

const base = { ...emptyValues, title: 'Plan', tags: 'a' };

describe('a change by somebody else in words', () => {
  it('names the fields of an event, and none that the form does not show', () => {
    expect(fieldsNamed(['tags', 'due_date', 'reminder_sent_at'])).toEqual(['due', 'tags']);
    expect(changeInWords('Bob', fieldsNamed(['status']))).toBe('Bob changed the status.');
    expect(changeInWords('Bob', fieldsNamed(['status', 'title', 'due_date']))).toBe(
      'Bob changed the title, the status, and the due date.',
    );
  });

  it('has both values only where both changed a field', () => {
    const mine = { ...base, title: 'Mine' };
    const theirs = { ...base, title: 'Theirs', status: 'DONE' };
    expect(differencesOf(base, theirs, mine)).toMatchObject([
      { field: 'title', before: 'Plan', theirs: 'Theirs', mine: 'Mine' },
      { field: 'status', before: 'To do', theirs: 'Done', mine: null },
    ]);
  });

  it('takes theirs in those fields alone', () => {
    const mine = { ...base, title: 'Mine', description: 'typed' };
    const theirs = { ...base, title: 'Theirs', status: 'DONE' };
    expect(takingTheirs(mine, theirs, differencesOf(base, theirs, mine))).toEqual({ ...mine, title: 'Theirs' });
  });
});
