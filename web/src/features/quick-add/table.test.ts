import { describe, expect, it } from 'vitest';
import { parse, summary } from './phrases.testing';

/** The reference table of the grammar, whole. Thursday 15 January 2026, 10:00, en-US. */
const TABLE: readonly (readonly [typed: string, understood: string])[] = [
  ['Pay rent tomorrow 9am #home !high', 'Pay rent · Fri 16 Jan 09:00 · #home · High'],
  ['Pay rent #home !high tomorrow at 9', 'Pay rent · Fri 16 Jan 09:00 · #home · High'],
  ['Buy milk today', 'Buy milk · Thu 15 Jan'],
  ['Call mum tonight', 'Call mum · Thu 15 Jan 20:00'],
  ['Send invoice next friday', 'Send invoice · Fri 23 Jan'],
  ['Send invoice fri 14:30', 'Send invoice · Fri 16 Jan 14:30'],
  ['Standup mon 9:15am #team', 'Standup · Mon 19 Jan 09:15 · #team'],
  ['Review PR #1234', 'Review PR #1234'],
  ['Review PR #1234 #backend !1', 'Review PR #1234 · #backend · Critical'],
  ['Team lunch next week', 'Team lunch · Mon 19 Jan'],
  ['Dentist in 3 days', 'Dentist · Sun 18 Jan'],
  ['Dentist in 2 weeks at 10:00', 'Dentist · Thu 29 Jan 10:00'],
  ['Ping Bob in 2 hours', 'Ping Bob · Thu 15 Jan 12:00'],
  ['Water plants +3d', 'Water plants · Sun 18 Jan'],
  ['Renew licence +2w !low', 'Renew licence · Thu 29 Jan · Low'],
  ['Quarterly plan end of month', 'Quarterly plan · Sat 31 Jan'],
  ['Ship release eow !critical', 'Ship release · Fri 16 Jan · Critical'],
  ['Report eod', 'Report · Thu 15 Jan 18:00'],
  ['Flight on 15 march 06:45 #travel', 'Flight · Sun 15 Mar 06:45 · #travel'],
  ['Flight march 15', 'Flight · Sun 15 Mar'],
  ['Taxes 2026-04-15 17:00 #finance !!', 'Taxes · Wed 15 Apr 17:00 · #finance · High'],
  ['Pay tax 4/15', 'Pay tax · Wed 15 Apr'],
  ['Meet Sam at noon tomorrow', 'Meet Sam · Fri 16 Jan 12:00'],
  ['Meet Sam at noon', 'Meet Sam · Thu 15 Jan 12:00'],
  ['Backup at midnight', 'Backup · Fri 16 Jan 00:00'],
  ['Call at 5pm', 'Call · Thu 15 Jan 17:00'],
  ['Call at 8am', 'Call · Fri 16 Jan 08:00'],
  ['Clean garage this weekend', 'Clean garage · Sat 17 Jan'],
  ['Clean garage saturday morning', 'Clean garage · Sat 17 Jan 09:00'],
  ['Trip next month', 'Trip · Sun 1 Feb'],
  ['The 9/11 Report', 'The 9/11 Report'],
  ['Read The 5th Wave', 'Read The 5th Wave'],
  ['Check money order', 'Check money order'],
  ['Renovation - 2nd Floor Bath', 'Renovation - 2nd Floor Bath'],
  ['Move old monitor to attic', 'Move old monitor to attic'],
  ['Ask May about the plan', 'Ask May about the plan'],
  ['Talk to Mark in marketing', 'Talk to Mark in marketing'],
  ['Prepare Friday demo', 'Prepare Friday demo'],
  ['Prepare Friday demo monday', 'Prepare Friday demo · Mon 19 Jan'],
  ['delete mails up to january 30th', 'delete mails up to january 30th'],
  ['"delete mails up to january 30th"', 'delete mails up to january 30th'],
  ['Read \\tomorrow never dies', 'Read tomorrow never dies'],
  ['Tomorrow: plan the sprint', 'plan the sprint · Fri 16 Jan'],
  ['tomorrow 8am run', 'run · Fri 16 Jan 08:00'],
  ['Email ada@example.com by monday', 'Email ada@example.com · Mon 19 Jan'],
  ['See https://example.com/2026-02-01/a #read', 'See https://example.com/2026-02-01/a · #read'],
  ['Upgrade to 10.2.1 on friday', 'Upgrade to 10.2.1 · Fri 16 Jan'],
  ['Fix v2.5 crash p1', 'Fix v2.5 crash · Critical'],
  ['Fix login !!! #bug #auth', 'Fix login · #bug · #auth · Critical'],
  ['Wait for supplier /blocked', 'Wait for supplier · Blocked'],
  ['Draft contract /doing friday !medium #legal', 'Draft contract · Fri 16 Jan · #legal · Medium · In progress'],
  ['Buy 3 apples', 'Buy 3 apples'],
  ['Pay $20 to Tom', 'Pay $20 to Tom'],
  ["Meeting Thursday's notes", "Meeting Thursday's notes"],
  ['Submit report friday 3-4pm', 'Submit report · Fri 16 Jan 15:00'],
  ['Gym every monday', 'Gym every monday'],
  ['Buy milk // two litres, oat', 'Buy milk · “two litres, oat”'],
  ['Plan party sat 7pm #friends // bring cake', 'Plan party · Sat 17 Jan 19:00 · #friends · “bring cake”'],
  ['Book room 12 for tuesday', 'Book room 12 · Tue 20 Jan'],
  ['#home', ' · #home'],
];

describe('the reference table', () => {
  it.each(TABLE)('%s', (typed, understood) => {
    expect(summary(parse(typed))).toBe(understood);
  });

  it('refuses a line without a title', () => {
    expect(parse('#home').problem).toBe('title-missing');
  });
});
