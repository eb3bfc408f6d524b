import type { Task } from '../../src/api/vocabulary';
import { is, serverError } from '../support/answers';
import type { Person } from '../support/Person';
import { expect, type Page, test } from '../support/test';

const field = (page: Page) => page.getByRole('textbox', { name: 'Quick add' });
const understood = (page: Page) => page.getByRole('list', { name: 'Understood' });
const offered = (page: Page) => page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
const row = (page: Page, title: string) => page.getByRole('main').getByRole('link', { name: title, exact: true });

/** The person's tasks on the server, in the order in which they were added. */
async function tasksOf(person: Person): Promise<Task[]> {
  return (await person.call<{ items: Task[] }>('GET', '/tasks?owner=me&sort=created_at:asc')).items;
}

/** The idempotency keys of the tasks that the page asked for. */
function keysSent(page: Page): (string | undefined)[] {
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/tasks'))
      keys.push(request.headers()['idempotency-key']);
  });
  return keys;
}

/** Lets the server break on new tasks, not before the function it returns is called. */
async function holdRefusals(page: Page): Promise<() => void> {
  let refuse = () => {};
  const told = new Promise<void>((done) => {
    refuse = done;
  });
  await page.route('**/api/v1/tasks', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await told;
    await route.fulfill(serverError);
  });
  return refuse;
}

// The person is logged in before the page opens.
test.beforeEach(async ({ page, person: _ }) => void (await page.goto('/tasks?owner=me')));

test('adds what was understood, empties the line and keeps the focus', async ({ page, person }) => {
  const keys = keysSent(page);
  await field(page).fill('Pay rent tomorrow 9am #home !high // two transfers');
  await expect(understood(page).getByRole('listitem')).toHaveCount(4);
  await field(page).press('Enter');
  await expect(row(page, 'Pay rent')).toBeVisible();
  await expect(field(page)).toHaveValue('');
  await expect(field(page)).toBeFocused();
  const [task] = await tasksOf(person);
  expect(task).toMatchObject({ title: 'Pay rent', description: 'two transfers', tags: ['home'], priority: 'HIGH' });
  // 09:00 of tomorrow in Berlin, as the page has it.
  const nine = await page.evaluate(() => {
    const now = new Date();
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9).toISOString();
  });
  expect(task?.due_date).toBe(nine);
  expect(keys).toEqual([expect.stringMatching(/^[\x21-\x7e]{8,255}$/)]);
});

test('adds once when Enter is pressed twice and when the button is pressed twice', async ({ page, person }) => {
  const keys = keysSent(page);
  await field(page).fill('Only once');
  await field(page).focus();
  await page.evaluate(() => {
    for (let i = 0; i < 2; i++)
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
      );
  });
  await expect(row(page, 'Only once')).toHaveCount(1);
  await field(page).fill('Only twice');
  await page.getByRole('button', { name: 'Add', exact: true }).dblclick();
  await expect(row(page, 'Only twice')).toHaveCount(1);
  expect((await tasksOf(person)).map(({ title }) => title)).toEqual(['Only once', 'Only twice']);
  expect(keys).toHaveLength(2);
});

test('opens the task after Shift+Enter', async ({ page }) => {
  await field(page).fill('Read the contract friday');
  await field(page).press('Shift+Enter');
  await expect(page).toHaveURL(/\/tasks\/[0-9a-f-]{36}$/);
});

test('makes the last token text again with Backspace, and any token with its button', async ({ page }) => {
  await field(page).fill('Read book #home tomorrow');
  await field(page).press('End');
  await field(page).press('Backspace');
  await expect(field(page)).toHaveValue('Read book #home tomorrow');
  await expect(understood(page).getByRole('button')).toHaveAccessibleName('Keep “#home” as text');
  await understood(page).getByRole('button', { name: 'Keep “#home” as text' }).click();
  await expect(understood(page)).toHaveCount(0);
  await expect(field(page)).toBeFocused();
  // A rejected word stays so while the line goes on.
  await field(page).press('End');
  await field(page).pressSequentially(' #work');
  await expect(understood(page).getByRole('button')).toHaveAccessibleName('Keep “#work” as text');
  await field(page).press('Enter');
  await expect(row(page, 'Read book #home tomorrow')).toBeVisible();
  await field(page).fill('Buy milk tomorrow');
  await expect(understood(page).getByRole('button', { name: 'Keep “tomorrow” as text' })).toBeVisible();
});

test('completes tags and statuses with Tab, and stays a textbox', async ({ page }) => {
  const unique = `tag${Date.now()}`;
  await field(page).fill(`First #${unique}`);
  await field(page).press('Enter');
  await expect(row(page, 'First')).toBeVisible();
  await field(page).pressSequentially(`Second #${unique.slice(0, -2)}`);
  await expect(offered(page).filter({ hasText: `#${unique}` })).toBeVisible();
  await field(page).press('Tab');
  await expect(field(page)).toHaveValue(`Second #${unique} `);
  await expect(field(page)).toBeFocused();
  await field(page).pressSequentially('/bl');
  await expect(offered(page)).toHaveText([/\/blocked/]);
  await field(page).press('Tab');
  await expect(field(page)).toHaveValue(`Second #${unique} /blocked `);
  await field(page).pressSequentially('/do');
  await field(page).press('Escape');
  await expect(offered(page)).toHaveCount(0);
});

test('letters typed right after a completion follow it, also where frames are late', async ({ page }) => {
  await page.evaluate(() => {
    window.requestAnimationFrame = (frame) => window.setTimeout(() => frame(performance.now()), 500);
  });
  await field(page).pressSequentially('Second /bl');
  await expect(offered(page)).toHaveText([/\/blocked/]);
  await field(page).press('Tab');
  await field(page).pressSequentially('!hi', { delay: 300 });
  await expect(field(page)).toHaveValue('Second /blocked !hi');
});

test('shows pasted lines and adds them together', async ({ page, person }) => {
  const keys = keysSent(page);
  await field(page).focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '- Buy milk\n- [ ] Call Ann tomorrow #family\n\n3. Pay rent\n#lonely\n');
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(page.getByText('A task needs a title.')).toBeVisible();
  await page.getByRole('button', { name: 'Add 3 tasks' }).click();
  for (const title of ['Buy milk', 'Call Ann', 'Pay rent']) await expect(row(page, title)).toBeVisible();
  expect((await tasksOf(person)).map(({ title }) => title)).toEqual(['Buy milk', 'Call Ann', 'Pay rent']);
  expect(new Set(keys).size).toBe(3);
});

test('says at the field why a line is refused, and sends nothing', async ({ page }) => {
  const keys = keysSent(page);
  for (const [line, reason] of [
    ['#home', 'A task needs a title.'],
    ['x'.repeat(201), 'A title has at most 200 characters.'],
    [`Tags ${Array.from({ length: 21 }, (_, index) => `#t${index}`).join(' ')}`, 'A task has at most 20 tags.'],
    [`Tag #${'t'.repeat(51)}`, 'A tag has at most 50 characters.'],
  ] as const) {
    await field(page).fill(line);
    await field(page).press('Enter');
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(field(page)).toHaveAccessibleDescription(reason);
    await expect(field(page)).toHaveValue(line);
  }
  await field(page).fill('A title');
  await expect(field(page)).not.toHaveAttribute('aria-invalid');
  expect(keys).toEqual([]);
});

test('keeps the line and counts down when the server wants a pause', async ({ page, expected }) => {
  expected.push('429');
  const keys = keysSent(page);
  await page.route('**/api/v1/tasks', (route) =>
    route.request().method() === 'POST' && keys.length === 1
      ? route.fulfill({
          status: 429,
          headers: { 'Retry-After': '2' },
          json: { error: { code: 'RATE_LIMIT_EXCEEDED', message: 'Slow down', details: {}, correlation_id: 'c' } },
        })
      : route.continue(),
  );
  await field(page).fill('Patience tomorrow');
  await field(page).press('Enter');
  await expect(page.getByText('You’re making too many requests. Please wait a bit and try again.')).toBeVisible();
  await expect(page.getByText(/You can try again in [12] s\./)).toBeVisible();
  await expect(field(page)).toHaveValue('Patience tomorrow');
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('Patience tomorrow');
  expect(keys).toHaveLength(1);
  await expect(page.getByText(/You can try again/)).toHaveCount(0);
  await field(page).press('Enter');
  await expect(row(page, 'Patience')).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
});

test('keeps the line when the server breaks, and sends it again under the same key', async ({ page, expected }) => {
  expected.push('502');
  const keys = keysSent(page);
  await page.route('**/api/v1/tasks', (route) =>
    route.request().method() === 'POST' && keys.length === 1
      ? route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' })
      : route.continue(),
  );
  await field(page).fill('Stubborn #x');
  await field(page).press('Enter');
  await expect(page.getByRole('alert')).toContainText('The task was not added');
  await expect(field(page)).toHaveValue('Stubborn #x');
  await field(page).press('Enter');
  await expect(row(page, 'Stubborn')).toBeVisible();
  expect(keys[1]).toBe(keys[0]);
});

test('keeps lines while there is no network, over a reload, and sends them in order', async ({
  page,
  person,
  context,
  expected,
}) => {
  expected.push('ERR_INTERNET_DISCONNECTED');
  await field(page).focus();
  await page.route('**/api/v1/tasks', (route) =>
    route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
  );
  for (const line of ['First in tunnel', 'Second in tunnel']) {
    await field(page).fill(line);
    await field(page).press('Enter');
  }
  const waiting = page.getByRole('list', { name: 'Waiting to be sent' });
  await expect(waiting.getByRole('listitem')).toHaveCount(2);
  await page.reload();
  await expect(waiting.getByRole('listitem')).toHaveCount(2);
  await page.unroute('**/api/v1/tasks');
  await context.setOffline(true);
  await context.setOffline(false);
  await expect(row(page, 'First in tunnel')).toBeVisible();
  await expect(row(page, 'Second in tunnel')).toBeVisible();
  await expect(waiting).toHaveCount(0);
  expect((await tasksOf(person)).map(({ title }) => title)).toEqual(['First in tunnel', 'Second in tunnel']);
});

test('sends a waiting line that was edited with its key unless it was changed', async ({ page, person, expected }) => {
  expected.push('ERR_CONNECTION_RESET');
  const keys = keysSent(page);
  const edit = page.getByRole('list', { name: 'Waiting to be sent' }).getByRole('button', { name: 'Edit' });
  await page.route('**/api/v1/tasks', (route) =>
    route.request().method() === 'POST' ? route.abort('connectionreset') : route.continue(),
  );
  await field(page).fill('Through the tunnel');
  await field(page).press('Enter');
  await edit.click();
  await expect(field(page)).toHaveValue('Through the tunnel');
  await field(page).press('Enter');
  await edit.click();
  await page.unroute('**/api/v1/tasks');
  await field(page).fill('Out of the tunnel');
  await field(page).press('Enter');
  await expect(row(page, 'Out of the tunnel')).toBeVisible();
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
  expect((await tasksOf(person)).map(({ title }) => title)).toEqual(['Out of the tunnel']);
});

test('keeps a line that is refused after its page was left, and says so', async ({ page, expected }) => {
  expected.push('500');
  const refuse = await holdRefusals(page);
  const sent = page.waitForRequest(is('POST', '/tasks'));
  await field(page).fill('Half way there');
  await field(page).press('Enter');
  await sent;
  await field(page).press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page.getByRole('heading', { level: 1, name: 'Board' })).toBeVisible();
  refuse();
  await expect(page.getByRole('alert').filter({ hasText: 'The task was not added' })).toBeVisible();
  const waiting = page.getByRole('list', { name: 'Waiting to be sent' });
  await expect(waiting).toContainText('Half way there');
  await expect(field(page)).toHaveValue('');
  await page.unroute('**/api/v1/tasks');
  await waiting.getByRole('button', { name: 'Try again' }).click();
  await expect(row(page, 'Half way there')).toBeVisible();
});

test('does not put a waiting line in the place of what is being typed', async ({ page, expected }) => {
  expected.push('500');
  const refuse = await holdRefusals(page);
  await field(page).fill('First thought');
  await field(page).press('Enter');
  // What is typed before the answer comes keeps the line in the list.
  await expect(field(page)).toHaveValue('');
  await field(page).fill('Second thought');
  refuse();
  const edit = page.getByRole('list', { name: 'Waiting to be sent' }).getByRole('button', { name: 'Edit' });
  await edit.click();
  await expect(field(page)).toHaveValue('Second thought');
  await expect(field(page)).toHaveAccessibleDescription('Add or clear what you typed before you edit another line.');
  await page.unroute('**/api/v1/tasks');
  await field(page).press('Enter');
  await expect(row(page, 'Second thought')).toBeVisible();
  await edit.click();
  await expect(field(page)).toHaveValue('First thought');
});

test('keeps the typed line over a reload and from list to board', async ({ page }) => {
  await field(page).fill('Half a thought tomorrow');
  await page.reload();
  await expect(field(page)).toHaveValue('Half a thought tomorrow');
  await page.goto('/board');
  await expect(field(page)).toHaveValue('Half a thought tomorrow');
});

test('comes with Q: to the bar of the page, or as a sheet', async ({ page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('q');
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('');
  await page.goto('/preferences');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('q');
  await expect(page.getByRole('dialog', { name: 'Quick add' })).toBeVisible();
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('comes as a sheet with New on a phone, on every page, and takes the line along', async ({ page, person }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const add = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'New in one line' });
  await field(page).fill('Half a thought');
  await add.click();
  const sheet = page.getByRole('dialog', { name: 'Quick add' });
  // One line, not two: what is sent from the sheet does not stay in the bar behind it.
  await expect(field(page)).toHaveCount(1);
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('Half a thought');
  await field(page).fill('From a thumb #phone');
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Task added')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(add).toBeFocused();
  await expect(field(page)).toHaveValue('');
  await expect(row(page, 'From a thumb')).toBeVisible();
  expect((await tasksOf(person)).map(({ title }) => title)).toEqual(['From a thumb']);
  await page.getByRole('link', { name: 'Calendar', exact: true }).click();
  await add.click();
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  const form = page.getByRole('link', { name: 'New task' });
  await expect(form).toHaveAttribute('href', '/tasks/new');
  await form.click();
  await expect(page.getByRole('heading', { level: 1, name: 'New task' })).toBeVisible();
});

test('lays tinted words exactly behind the letters', async ({ page }) => {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await field(page).fill(`Pay ${'very '.repeat(30)}high rent tomorrow 9am #home`);
    const [tints, letters] = await field(page).evaluate((element) => {
      const mirror = element.previousElementSibling;
      if (!mirror) throw new Error('The field has no tints.');
      const style = (of: Element) => {
        const { font, letterSpacing, padding, whiteSpace, overflowWrap, textIndent } = getComputedStyle(of);
        return {
          font,
          letterSpacing,
          padding,
          whiteSpace,
          overflowWrap,
          textIndent,
          width: of.clientWidth,
          height: of.clientHeight,
        };
      };
      return [style(mirror), { ...style(element), scrolls: element.scrollHeight > element.clientHeight }];
    });
    expect(letters).toEqual({ ...tints, scrolls: false });
  }
});

test('asks for the list at most twice while ten tasks are added', async ({ page }) => {
  await expect(page.getByRole('status').filter({ hasText: 'task' })).toBeVisible();
  await field(page).focus();
  let count = 0;
  page.on('request', (request) => {
    if (request.url().includes('/api/')) count++;
  });
  for (let i = 0; i < 10; i++) {
    await field(page).fill(`Task number ${i} tomorrow`);
    await field(page).press('Enter');
    await expect(row(page, `Task number ${i}`)).toBeVisible();
  }
  await page.waitForTimeout(1500);
  expect(count).toBeLessThanOrEqual(12);
});

test('Escape leaves the field with what was typed in it', async ({ page, person }) => {
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
  await page.keyboard.press('q');
  const field = page.getByRole('textbox', { name: 'Quick add' });
  await expect(field).toBeFocused();
  await page.keyboard.type('Half a thought');
  await page.keyboard.press('Escape');
  await expect(field).not.toBeFocused();
  await expect(field).toHaveValue('Half a thought');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search tasks' })).toBeFocused();
});
