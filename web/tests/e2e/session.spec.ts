import { answer, cut, is, recorded, refused, serverError } from '../support/answers';
import type { Person } from '../support/Person';
import { expect, type Page, test, watch } from '../support/test';

const refresh = is('POST', '/auth/refresh');

/** Stores a session before any page of the application runs. */
async function store(page: Page, session: string): Promise<void> {
  await page.goto('/login');
  await page.evaluate((value) => localStorage.setItem('tracker.session', value), session);
}

/** Makes the running page go on with a session that the server does not take any more. */
async function spoil(page: Page, session: string): Promise<void> {
  await page.evaluate((value) => {
    localStorage.setItem('tracker.session', value);
    window.dispatchEvent(new StorageEvent('storage', { key: 'tracker.session' }));
  }, session);
}

/** Everything that this origin keeps in IndexedDB, as text. */
function databases(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const contents: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        contents.push(await settled(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return JSON.stringify(contents);
  });
}

/** Makes a tab see the session that was stored first, whatever other tabs store. */
async function hearNothing(tab: Page, session: string): Promise<void> {
  await tab.addInitScript((value) => {
    const read = Storage.prototype.getItem;
    Storage.prototype.getItem = function (key) {
      return key === 'tracker.session' ? value : read.call(this, key);
    };
    window.addEventListener('storage', (event) => event.stopImmediatePropagation(), { capture: true });
  }, session);
}

function ended(person: Person): string {
  return JSON.stringify({ ...JSON.parse(person.sessionToRefresh()), refresh_token: 'revoked' });
}

test('five refused requests share one refresh and are each sent once more', async ({ page, other, expected }) => {
  expected.push('401');
  await other.add({ title: 'Still here' });
  await store(page, other.sessionToRefresh());
  const refreshes = recorded(page, refresh);
  const sent: string[] = [];
  let refusals = 0;
  page.on('response', (response) => {
    const { pathname, search } = new URL(response.url());
    if (!pathname.startsWith('/api/') || pathname.endsWith('/auth/refresh')) return;
    sent.push(`${response.status()} ${pathname}${search}`);
    if (response.status() === 401) refusals++;
  });
  // The answer comes after all of them were refused.
  await page.route('**/auth/refresh', async (route) => {
    await expect.poll(() => refusals).toBeGreaterThanOrEqual(5);
    await route.continue();
  });
  await page.goto('/board?owner=me');
  await expect(page.getByRole('region', { name: 'To do, 1 task' })).toContainText('Still here');
  const first = sent.filter((line) => line.startsWith('401')).map((line) => line.slice(4));
  await expect
    .poll(() => sent.filter((line) => line.startsWith('200')).map((line) => line.slice(4)))
    .toEqual(expect.arrayContaining(first));
  expect(new Set(sent).size, 'no request was sent more than twice').toBe(sent.length);
  expect(refreshes).toHaveLength(1);
});

for (const late of [false, true]) {
  test(`two tabs share one refresh${late ? ', where localStorage is late' : ''}`, async ({
    page,
    context,
    other,
    expected,
  }) => {
    expected.push('401');
    await other.add({ title: 'Still here' });
    await store(page, other.sessionToRefresh());
    const tab = await context.newPage();
    const tabFaults = watch(tab);
    if (late) await hearNothing(tab, other.sessionToRefresh());
    const refreshes = recorded(context, refresh);
    const refusedTabs = new Set<Page>();
    for (const each of [page, tab]) {
      each.on('response', (response) => {
        if (response.status() === 401) refusedTabs.add(each);
      });
    }
    await context.route('**/auth/refresh', async (route) => {
      await expect.poll(() => refusedTabs.size).toBe(2);
      await route.continue();
    });
    await Promise.all([page.goto('/tasks?owner=me'), tab.goto('/board?owner=me')]);
    for (const each of [page, tab]) {
      await expect(each.getByRole('link', { name: 'Still here' })).toBeVisible();
      await expect(each.getByRole('button', { name: `Account of ${other.email}` })).toBeVisible();
    }
    expect(refreshes).toHaveLength(1);
    expect(tabFaults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });
}

test('a refused refresh ends the session and the login leads back', async ({ page, person, expected }) => {
  expected.push('401');
  await person.add({ title: 'Paint the fence', status: 'BLOCKED' });
  await page.goto('/tasks?status=BLOCKED&owner=me');
  await page.getByRole('textbox', { name: 'Quick add' }).fill('Half a thought');
  await spoil(page, ended(person));
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('fence');
  await expect(page.getByText('Your session has ended')).toBeVisible();
  await expect(page).toHaveURL(/\/login$/);
  await person.typeLogin(page);
  await expect(page.getByRole('link', { name: 'Paint the fence' })).toBeVisible();
  await expect(page).toHaveURL(/status=BLOCKED&owner=me$/);
  await expect(page.getByRole('textbox', { name: 'Quick add' })).toHaveValue('Half a thought');
});

test('a line that was sent as the session ended becomes a task after the next login', async ({
  page,
  person,
  expected,
}) => {
  expected.push('401');
  await page.goto('/tasks?owner=me');
  await page.getByRole('textbox', { name: 'Quick add' }).fill('Half a thought');
  await spoil(page, ended(person));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your session has ended')).toBeVisible();
  await person.typeLogin(page);
  await expect(page.getByRole('link', { name: 'Half a thought' })).toBeVisible();
});

test('an account deactivated meanwhile ends the session', async ({ page, person, expected }) => {
  expected.push('401', '403');
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
  await answer(page, refresh, refused(403, 'ACCOUNT_DEACTIVATED', 'This account has been deactivated'));
  await spoil(page, person.sessionToRefresh());
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('fence');
  await expect(page.getByText('Your session has ended')).toBeVisible();
});

for (const [fault, begin] of [
  ['cut by the network', (page: Page) => cut(page, refresh)],
  ['broken by the server', (page: Page) => answer(page, refresh, serverError)],
] as const) {
  test(`a refresh ${fault} ends nothing`, async ({ page, other, expected }) => {
    expected.push('401', '500', 'ERR_CONNECTION_RESET');
    const task = await other.add({ title: 'Still here' });
    await store(page, other.sessionToRefresh());
    const end = await begin(page);
    await page.goto(`/tasks/${task.id}`);
    await expect(page.getByText('The task was not loaded')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
    await end();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Still here' })).toBeVisible();
  });
}

test('Back after a log out shows nothing of the user', async ({ page, person }) => {
  const task = await person.add({ title: 'Secret plan' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('textbox', { name: 'Quick add' }).fill('Secret thought');
  await page.getByRole('link', { name: 'Secret plan' }).click();
  await expect(page).toHaveURL(new RegExp(task.id));
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await expect(page.getByText('Secret')).toHaveCount(0);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain('Secret');
  expect(kept).not.toContain('access_token');
  expect(kept).not.toContain(person.email);
});

test('a log out leaves no refreshed tokens in the browser', async ({ page, other, expected }) => {
  expected.push('401');
  await store(page, other.sessionToRefresh());
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('button', { name: `Account of ${other.email}` })).toBeVisible();
  expect(await databases(page)).toContain('access_token');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect.poll(() => databases(page)).not.toContain('access_token');
});

test('the next user of a browser finds nothing of the one before', async ({ page, person, other }) => {
  await person.add({ title: 'Secret plan' });
  await page.goto('/tasks/new');
  await page.getByRole('textbox', { name: 'Title' }).fill('Secret draft');
  await page.goto('/tasks?owner=me');
  await page.getByRole('textbox', { name: 'Quick add' }).fill('Secret thought');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await other.typeLogin(page);
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.getByRole('textbox', { name: 'Quick add' })).toHaveValue('');
  await expect(page.getByRole('button', { name: `Account of ${other.email}` })).toBeVisible();
  await page.goto('/tasks?owner=me');
  await expect(page.getByText('No tasks match.')).toBeVisible();
  await page.goto('/tasks/new');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('');
});

for (const late of [false, true]) {
  test(`another tab shows the next user nothing of the one before${late ? ', where it hears late of both' : ''}`, async ({
    page,
    context,
    person,
    other,
  }) => {
    await person.add({ title: 'Secret plan' });
    await person.call('POST', '/views', { name: 'Secret view', query: 'owner=me' });
    await page.goto('/tasks');
    const tab = await context.newPage();
    if (late) {
      // As a tab that the browser has frozen: what it hears from the other one waits.
      await tab.addInitScript(() =>
        window.addEventListener('storage', (event) => event.isTrusted && event.stopImmediatePropagation(), {
          capture: true,
        }),
      );
    }
    await tab.goto('/tasks?owner=me');
    await expect(tab.getByRole('link', { name: 'Secret view' })).toBeVisible();
    await tab.getByRole('checkbox', { name: 'Select Secret plan' }).check();
    await tab.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Status' }).click();
    await tab.getByRole('menuitem', { name: 'Done' }).click();
    await expect(tab.getByRole('button', { name: 'Undo' })).toBeVisible();
    await tab.getByRole('checkbox', { name: 'Select Secret plan' }).check();

    await page.getByRole('button', { name: `Account of ${person.email}` }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await other.typeLogin(page);
    await expect(page.getByRole('button', { name: `Account of ${other.email}` })).toBeVisible();
    if (late) {
      await tab.evaluate(() => window.dispatchEvent(new StorageEvent('storage', { key: 'tracker.session' })));
    }

    await expect(tab.getByRole('button', { name: `Account of ${other.email}` })).toBeVisible();
    await expect(tab.getByRole('button', { name: 'Undo' })).toHaveCount(0);
    await tab.keyboard.press('Control+z');
    await expect(tab.getByText('Nothing to undo')).toBeVisible();
    await expect(tab.getByRole('region', { name: 'Selection' })).toHaveCount(0);
    await expect(tab.getByText('Secret view')).toHaveCount(0);
    await tab.getByRole('button', { name: `Account of ${other.email}` }).click();
    await tab.getByRole('menuitem', { name: 'Change password' }).click();
    await expect(tab.locator('input[autocomplete="username"]')).toHaveValue(other.email);
  });
}

test('a link to a task opens after the login', async ({ page, other, expected }) => {
  expected.push('401');
  const task = await other.add({ title: 'Linked' });
  await page.goto(`/tasks/${task.id}`);
  await expect(page).toHaveURL(/\/login$/);
  await other.typeLogin(page, 'wrong horse');
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is wrong.');
  await other.typeLogin(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Linked' })).toBeVisible();
});

test('the login after a session in another tab goes on there', async ({ page, context, person }) => {
  await page.goto('/tasks');
  await page.getByRole('button', { name: `Account of ${person.email}` }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  const tab = await context.newPage();
  await tab.goto('/calendar');
  await person.typeLogin(page);
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(tab).toHaveURL(/\/calendar$/);
  await expect(tab.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
});

for (const [how, script] of [
  [
    'refuses storage',
    () => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('Denied', 'SecurityError');
          },
        });
      }
    },
  ],
  [
    'has no room left',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('Full', 'QuotaExceededError');
      };
    },
  ],
] as const) {
  test(`everything works where the browser ${how}, and preferences say so`, async ({ page, other }) => {
    await page.addInitScript(script);
    await page.goto('/login');
    await other.typeLogin(page);
    await expect(page).toHaveURL(/\/tasks$/);
    const title = `Kept by the server ${Date.now()}`;
    await page.getByRole('textbox', { name: 'Quick add' }).fill(title);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: title })).toBeVisible();
    await page.getByRole('link', { name: 'New task' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('By the form');
    await page.getByRole('button', { name: 'Create task' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'By the form' })).toBeVisible();
    await page.getByRole('button', { name: `Account of ${other.email}` }).click();
    await page.getByRole('menuitem', { name: 'Preferences' }).click();
    await expect(page.getByText('Your browser refuses to store data here')).toBeVisible();
    await page.getByRole('radio', { name: 'Dark' }).check();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  });
}
