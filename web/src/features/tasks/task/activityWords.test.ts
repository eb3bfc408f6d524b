import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../../api/vocabulary';
import { activityLines } from './activityWords';

function event(event_type: string, details: unknown): AuditEvent {
  return { id: '1', event_type, details } as AuditEvent;
}

describe('activity', () => {
  it.each([
    [event('TASK_CREATED', { title: 'x' }), [{ what: 'Created' }]],
    [event('ATTACHMENT_ADDED', { filename: '<b>.txt' }), [{ what: 'File added', to: '<b>.txt' }]],
    [event('ATTACHMENT_REMOVED', { filename: 'a' }), [{ what: 'File deleted', to: 'a' }]],
    [event('REMINDER_SENT', { system: true }), [{ what: 'Reminder sent' }]],
    [event('LOGIN', {}), []],
    [event('TASK_UPDATED', {}), []],
    [event('TASK_UPDATED', null), []],
  ])('of %j', (given, lines) => {
    expect(activityLines(given)).toEqual(lines);
  });

  it('says every changed field from what to what', () => {
    const changes = {
      status: { from: 'TODO', to: 'DONE' },
      title: { from: 'a', to: 'b' },
      due_date: { from: null, to: '2020-01-15T10:00:00Z' },
      tags: { from: ['a', 'b'], to: ['b', 'c'] },
      description: { from: 'x', to: null },
    };
    const lines = activityLines(event('TASK_UPDATED', { changes }));
    expect(lines.map(({ what }) => what)).toEqual([
      'Title',
      'Description removed',
      'Status',
      'Due',
      'Tags added c; removed a',
    ]);
    expect(lines[2]).toEqual({ what: 'Status', from: 'To do', to: 'Done' });
    expect(lines[3]?.from).toBe('no date');
    expect(lines[3]?.to).toMatch(/2020/);
  });
});
