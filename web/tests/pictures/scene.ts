import type { APIRequestContext, Page } from '@playwright/test';
import type { NewTask } from '../../src/api/vocabulary';
import { Person } from '../support/Person';

/** The moment at which every picture is taken: a Thursday morning in Berlin. */
export const now = new Date('2026-01-15T09:00:00Z');

type Line = Omit<NewTask, 'title' | 'due_date'> & { title: string; due?: string };

const ada: Line[] = [
  { title: 'Renew the TLS certificate of the shop', due: '2026-01-13T22:59:00Z', priority: 'CRITICAL', tags: ['ops'] },
  { title: 'Send the January invoices', due: '2026-01-14T22:59:00Z', priority: 'HIGH', tags: ['finance'] },
  {
    title: 'Write the release notes for 2.4',
    due: '2026-01-15T16:00:00Z',
    priority: 'HIGH',
    status: 'IN_PROGRESS',
    tags: ['release', 'docs'],
    description: [
      'What changed since **2.3**, for people who do not read commits.',
      '',
      '- [x] Search by tags',
      '- [x] Faster board',
      '- [ ] The new keys, with a picture',
      '',
      'Ask Grace about the upgrade path of `config.toml`.',
    ].join('\n'),
  },
  { title: 'Call the landlord about the heating', due: '2026-01-15T22:59:00Z', tags: ['office'] },
  { title: 'Try the restore of last night’s backup', due: '2026-01-16T09:00:00Z', priority: 'HIGH', tags: ['ops'] },
  {
    title: 'Compare prices of standing desks',
    due: '2026-01-17T22:59:00Z',
    priority: 'LOW',
    status: 'IN_PROGRESS',
    tags: ['office'],
  },
  { title: 'Reply to the accountant', due: '2026-01-19T22:59:00Z', status: 'BLOCKED', tags: ['finance'] },
  { title: 'Plan the offsite in March', due: '2026-01-28T22:59:00Z', priority: 'LOW', tags: ['team', 'travel'] },
  { title: 'Book the train to Hamburg', due: '2026-01-22T08:30:00Z', tags: ['travel'] },
  { title: 'Tidy the wiki', priority: 'LOW', tags: ['docs'] },
  { title: 'Order coffee', due: '2026-01-12T22:59:00Z', status: 'DONE', tags: ['office'] },
  { title: 'Fix the broken links in the handbook', due: '2026-01-09T22:59:00Z', status: 'DONE', tags: ['docs'] },
];

const grace: Line[] = [
  { title: 'Review the new login page', due: '2026-01-15T13:30:00Z', priority: 'HIGH', tags: ['release'] },
  {
    title: 'Move the runners to the new host',
    due: '2026-01-20T22:59:00Z',
    status: 'IN_PROGRESS',
    priority: 'MEDIUM',
    tags: ['ops'],
  },
  { title: 'Waiting for the new switch', due: '2026-01-21T22:59:00Z', status: 'BLOCKED', tags: ['ops', 'office'] },
  { title: 'Interview with Katherine', due: '2026-01-16T13:00:00Z', tags: ['team'] },
  { title: 'Prepare the demo for Monday', due: '2026-01-19T07:00:00Z', priority: 'CRITICAL', tags: ['release'] },
  { title: 'Read about column stores', priority: 'LOW' },
  { title: 'Publish 2.3.1', due: '2026-01-13T22:59:00Z', status: 'DONE', priority: 'HIGH', tags: ['release'] },
];

/** Two people with their tasks; Ada is the one who looks. */
export async function makeScene(request: APIRequestContext): Promise<Person> {
  const first = await Person.register(request, 'Ada Byron', 'ada@example.com');
  const second = await Person.register(request, 'Grace Hopper', 'grace@example.com');
  for (const [person, lines] of [
    [second, grace],
    [first, ada],
  ] as const) {
    for (const { due, ...line } of lines) await person.add({ ...line, due_date: due ?? null });
  }
  return first;
}

/** Stops the clock of a page, and moves what the server dated by its own to a little before it. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.setFixedTime(now);
  await page.route(/\/api\/v1\/(tasks|audit-events)(\/|\?|$)/, async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    let minutes = 12;
    const body = (await response.text()).replace(/("(?:created_at|updated_at|at)":)"[^"]+"/g, (_, name: string) => {
      minutes += 7;
      return `${name}"${new Date(now.getTime() - minutes * 60_000).toISOString()}"`;
    });
    return route.fulfill({ response, body });
  });
}
