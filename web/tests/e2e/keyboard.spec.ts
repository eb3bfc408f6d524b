import { randomUUID } from 'node:crypto';
import { tabTo } from '../support/keys';
import { Person } from '../support/Person';
import { expect, type Page, test } from '../support/test';

// Nothing in this file touches the pointer, and nothing is focused but by keys.

const open = async (page: Page, address: string, heading: string) => {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
};

test('somebody registers, adds a task and logs out', async ({ page }) => {
  const mark = randomUUID();
  const email = `keys-${mark}@example.com`;
  await page.goto('/login');
  await tabTo(page, page.getByRole('link', { name: 'Create an account' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Full name' })).toBeFocused();
  await page.keyboard.type('Ada Keys');
  await page.keyboard.press('Tab');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(Person.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Account of Ada Keys' })).toBeVisible();
  await page.keyboard.press('q');
  await page.keyboard.type(`Pay ${email} tomorrow`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: `Pay ${email}` })).toBeVisible();
  await page.keyboard.press('Tab');
  await tabTo(page, page.getByRole('button', { name: 'Account of Ada Keys' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Preferences' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Log out' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toBeFocused();
});

test('a password can be looked at before it is sent', async ({ page, other }) => {
  await page.goto('/login');
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toBeFocused();
  await page.keyboard.type(other.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(other.password);
  const show = page.getByRole('button', { name: 'Show password' });
  await tabTo(page, show);
  await page.keyboard.press('Space');
  const password = page.getByLabel('Password', { exact: true });
  await expect(password).toHaveAttribute('type', 'text');
  await expect(password).toHaveValue(other.password);
  await tabTo(page, page.getByRole('button', { name: 'Log in' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/tasks$/);
});

test('the first Tab skips to the content', async ({ page, person }) => {
  await person.add({ title: 'One task' });
  await open(page, '/tasks?owner=me', 'Tasks');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);
});

test('every stop of Tab can be seen and has a name', async ({ page, person }) => {
  await person.addMany(3, 'Row', { tags: ['tab'] });
  for (const [address, heading] of [
    ['/tasks?owner=me', 'Tasks'],
    ['/board?owner=me', 'Board'],
    ['/calendar?owner=me', 'Calendar'],
    ['/tasks/new', 'New task'],
    ['/preferences', 'Preferences'],
  ] as const) {
    await open(page, address, heading);
    const faults: string[] = [];
    for (let stop = 0; stop < 45; stop++) {
      await page.keyboard.press('Tab');
      const fault = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return 'end';
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        const ringed = [element, element.parentElement, element.nextElementSibling].some((near) => {
          const style = near && getComputedStyle(near);
          return (
            style &&
            ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none')
          );
        });
        const bordered = element.matches('input,textarea,select');
        const { left, right, top, bottom, width } = element.getBoundingClientRect();
        const inside = width > 0 && right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
        const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
        const labelled =
          name.trim() !== '' || (element as HTMLInputElement).labels?.length || element.hasAttribute('aria-labelledby');
        const words = `${element.tagName.toLowerCase()} “${name.trim().slice(0, 40)}”`;
        if (!inside) return `${words} is not in the window`;
        if (!labelled) return `${words} has no name`;
        return ringed || bordered ? '' : `${words} shows no focus (${outlineStyle} ${outlineWidth} ${boxShadow})`;
      });
      if (fault === 'end') break;
      if (fault) faults.push(fault);
    }
    expect(faults, address).toEqual([]);
  }
});

test('a task is made with C, and saved from any field', async ({ page, person }) => {
  await open(page, '/tasks?owner=me', 'Tasks');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'New task' })).toBeFocused();
  await tabTo(page, page.getByRole('textbox', { name: 'Title' }));
  await page.keyboard.type('Order chairs');
  await tabTo(page, page.getByRole('textbox', { name: 'Description' }));
  await page.keyboard.type('Eight of them');
  await tabTo(page, page.getByRole('combobox', { name: 'Status' }));
  await page.keyboard.type('Bl');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'Priority' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await tabTo(page, page.getByRole('textbox', { name: 'Tags' }));
  await page.keyboard.type('office');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove tag office' })).toBeVisible();
  await page.keyboard.type('shop,');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Order chairs' })).toBeFocused();
  const id = page.url().split('/').at(-1) ?? '';
  expect(await person.get(id)).toMatchObject({
    description: 'Eight of them',
    status: 'BLOCKED',
    priority: 'HIGH',
    tags: ['office', 'shop'],
  });
});

test('a due date and a time are typed', async ({ page, person }) => {
  await open(page, '/tasks/new', 'New task');
  await page.keyboard.type('Dentist');
  await tabTo(page, page.getByLabel('Due date'));
  // In the order of the browser's own language, which is American here.
  await page.keyboard.type('01312030');
  await tabTo(page, page.getByLabel('Time'));
  await page.keyboard.type('0930AM');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Dentist' })).toBeVisible();
  expect((await person.get(page.url().split('/').at(-1) ?? '')).due_date).toBe('2030-01-31T08:30:00.000Z');
});

test('tags are taken away again', async ({ page, person }) => {
  const task = await person.add({ title: 'Tagged', tags: ['one', 'two', 'three'] });
  await open(page, `/tasks/${task.id}/edit`, 'Edit task');
  await tabTo(page, page.getByRole('button', { name: 'Remove tag one' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove tag one' })).toHaveCount(0);
  // The focus is not lost with the button.
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tagged' })).toBeVisible();
  expect((await person.get(task.id)).tags).toEqual(['three', 'two']);
});

test('unsaved text is asked about, and Enter keeps it', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  await open(page, '/tasks/new', 'New task');
  await page.keyboard.type('Half a thought');
  await page.keyboard.press('Escape');
  const dialog = page.getByRole('alertdialog', { name: 'Discard changes?' });
  await expect(dialog.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Half a thought');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/tasks$/);
});

test('a question keeps the focus inside and gives it back', async ({ page, person }) => {
  const task = await person.add({ title: 'Old plan' });
  await open(page, `/tasks/${task.id}`, 'Old plan');
  await tabTo(page, page.getByRole('button', { name: 'Delete task' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog');
  for (let press = 0; press < 6; press++) {
    await page.keyboard.press('Tab');
    const outside = await dialog.evaluate(
      (node) => document.activeElement !== document.body && !node.contains(document.activeElement),
    );
    expect(outside).toBe(false);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Delete task' })).toBeFocused();
});

test('Delete deletes the open task and leads back to the list', async ({ page, person }) => {
  await person.addMany(2, 'Row');
  await page.setViewportSize({ width: 900, height: 800 });
  await open(page, '/tasks?owner=me&sort=title:asc', 'Tasks');
  await expect(page.getByRole('link', { name: 'Row 1' })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Row 1' })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Task deleted')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeFocused();
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'Row 2' })).toBeFocused();
});

test('E edits the open task, and Escape leads back', async ({ page, person }) => {
  const task = await person.add({ title: 'Plan' });
  await open(page, `/tasks/${task.id}`, 'Plan');
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { level: 1, name: 'Edit task' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'Plan' })).toBeFocused();
  await page.keyboard.press('e');
  await tabTo(page, page.getByRole('textbox', { name: 'Title' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Better plan');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Better plan' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('heading', { level: 1, name: 'Plan', exact: true })).toBeVisible();
});

test('the menus of a task are walked with arrows and closed with Escape', async ({ page, person }) => {
  const task = await person.add({ title: 'Plan' });
  await open(page, `/tasks/${task.id}`, 'Plan');
  const status = page.getByRole('button', { name: 'Status: To do' });
  await tabTo(page, status);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'To do' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(status).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'To do' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Status: Blocked' })).toBeFocused();
  await expect.poll(async () => (await person.get(task.id)).status).toBe('BLOCKED');
});

test('the list is searched with / and left with Escape', async ({ page, person }) => {
  await person.addMany(3, 'Row');
  await open(page, '/tasks?owner=me&sort=title:asc', 'Tasks');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search tasks' })).toBeFocused();
  await expect(page.getByRole('searchbox', { name: 'Search tasks' })).toHaveValue('');
  await page.keyboard.type('Row 3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: '1 task' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox', { name: 'Search tasks' })).toHaveValue('Row 3');
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'Row 3' })).toBeFocused();
});

test('a filter is opened, ticked and closed, and gives the focus back', async ({ page, person }) => {
  await person.add({ title: 'Stuck', status: 'BLOCKED' });
  await person.add({ title: 'Open' });
  await open(page, '/tasks?owner=me', 'Tasks');
  const status = page.getByRole('button', { name: 'Status', exact: true });
  await tabTo(page, status);
  await page.keyboard.press('Enter');
  const blocked = page.getByRole('checkbox', { name: 'Blocked', exact: true });
  await tabTo(page, blocked);
  await page.keyboard.press('Space');
  await expect(blocked).toBeChecked();
  await expect(page.getByRole('status').filter({ hasText: '1 task' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(status).toBeFocused();
  await expect(page).toHaveURL(/status=BLOCKED&owner=me$/);
});

test('N and P turn the pages, and the way back keeps the page', async ({ page, person }) => {
  await person.addMany(22, 'Row');
  await page.setViewportSize({ width: 900, height: 800 });
  await open(page, '/tasks?owner=me&sort=created_at:asc', 'Tasks');
  await expect(page.getByText('Page 1 of 2')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('link', { name: 'Row 22' })).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.getByRole('link', { name: 'Row 22' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Row 22' })).toBeVisible();
  await page.goBack();
  await expect(page.getByText('Page 2 of 2')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByRole('link', { name: 'Row 1', exact: true })).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByText('Page 1 of 2')).toBeVisible();
});

test('the panel opens with Enter and closes with Escape back to its row', async ({ page, person }) => {
  await person.addMany(3, 'Row');
  await open(page, '/tasks?owner=me&sort=title:asc', 'Tasks');
  await expect(page.getByRole('link', { name: 'Row 1' })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Row 2' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Row 2' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Row 2' })).toBeFocused();
});

test('two keys lead to each place, and each says where one is', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  await open(page, '/preferences', 'Preferences');
  for (const [keys, heading, address] of [
    ['gb', 'Board', '/board'],
    ['gc', 'Calendar', '/calendar'],
    ['gt', 'Tasks', '/tasks'],
  ] as const) {
    await page.keyboard.type(keys);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused();
    await expect(page).toHaveTitle(`${heading} – TaskTracker`);
    expect(new URL(page.url()).pathname).toBe(address);
  }
});

test('arrows walk the board over empty columns', async ({ page, person }) => {
  await person.add({ title: 'Alpha', priority: 'HIGH' });
  await person.add({ title: 'Beta' });
  await person.add({ title: 'Gamma', status: 'DONE' });
  await open(page, '/board?owner=me', 'Board');
  await expect(page.getByRole('link', { name: 'Gamma' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Alpha' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Beta' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('link', { name: 'Gamma' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('link', { name: 'Alpha' })).toBeFocused();
});

test('a new card comes with the status of its column', async ({ page, person }) => {
  await open(page, '/board?owner=me', 'Board');
  await tabTo(page, page.getByRole('link', { name: 'Add a task: Blocked' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Title' }));
  await page.keyboard.type('Stuck');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Stuck' })).toBeVisible();
  expect((await person.get(page.url().split('/').at(-1) ?? '')).status).toBe('BLOCKED');
});

test('a task of the calendar opens from its day', async ({ page, person }) => {
  await person.add({ title: 'Pay rent', due_date: '2027-01-14T11:00:00Z' });
  await open(page, '/calendar?owner=me&month=2027-01', 'Calendar');
  await tabTo(page, page.getByRole('gridcell', { name: /^Friday 1 January/ }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('gridcell', { name: 'Thursday 14 January, 1 task' })).toBeFocused();
  await tabTo(page, page.getByRole('link', { name: 'Pay rent' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Pay rent' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'Pay rent' })).toBeFocused();
  await expect(page).toHaveURL(/month=2027-01/);
});

test('preferences are chosen with arrows and apply at once', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  await open(page, '/preferences', 'Preferences');
  await tabTo(page, page.getByRole('radio', { name: 'System' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await tabTo(page, page.getByRole('switch', { name: 'Single-key shortcuts' }));
  await page.keyboard.press('Space');
  await page.keyboard.type('gb');
  await expect(page).toHaveURL(/\/preferences$/);
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('gb');
  await expect(page).toHaveURL(/\/board$/);
});

test('the password is changed and the fields are emptied', async ({ page, person, request }) => {
  await open(page, '/tasks', 'Tasks');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Command or task' })).toBeFocused();
  await page.keyboard.type('password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Change password' })).toBeFocused();
  await tabTo(page, page.getByLabel('Current password', { exact: true }));
  await page.keyboard.type(person.password);
  await tabTo(page, page.getByLabel('New password', { exact: true }));
  await page.keyboard.type('new horse battery');
  await tabTo(page, page.getByLabel('Confirm new password', { exact: true }));
  await page.keyboard.type('new horse battery');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Password changed')).toBeVisible();
  await expect(page.getByLabel('New password', { exact: true })).toHaveValue('');
  const login = await request.post(`${process.env.BASE_URL}/api/v1/auth/login`, {
    data: { email: person.email, password: 'new horse battery' },
  });
  expect(login.status()).toBe(200);
});

test('files are chosen, downloaded and deleted', async ({ page, person }) => {
  const task = await person.add({ title: 'With files' });
  await open(page, `/tasks/${task.id}`, 'With files');
  const chooser = page.waitForEvent('filechooser');
  await tabTo(
    page,
    page.getByRole('button', { name: 'Choose files' }).or(page.getByLabel('Choose files to upload')).first(),
  );
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(
    ['a.txt', 'b.txt'].map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('x') })),
  );
  const saved = page.waitForEvent('download');
  await tabTo(page, page.getByRole('button', { name: 'Download a.txt' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  expect((await saved).suggestedFilename()).toBe('a.txt');
  await tabTo(page, page.getByRole('button', { name: 'Delete a.txt' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('File deleted', { exact: true })).toBeVisible();
  // A deleted row hands the focus to the next.
  await expect(page.getByRole('button', { name: 'Download b.txt' })).toBeFocused();
});

test('a toast waits while the focus is in it', async ({ page, person }) => {
  await page.clock.install();
  const task = await person.add({ title: 'Plan' });
  await open(page, `/tasks/${task.id}`, 'Plan');
  await page.keyboard.press('d');
  const undo = page.getByRole('button', { name: 'Undo' });
  await tabTo(page, undo);
  await page.clock.runFor(30_000);
  await expect(undo).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await expect.poll(async () => (await person.get(task.id)).status).toBe('TODO');
});

test('keys typed while the palette loads do nothing to the page', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  let load: () => void = () => undefined;
  const loading = new Promise<void>((done) => {
    load = done;
  });
  let asked = false;
  await page.route('**/assets/Palette-*.js', async (route) => {
    asked = true;
    await loading;
    await route.continue();
  });
  await open(page, '/tasks?owner=me', 'Tasks');
  await page.keyboard.press('Control+k');
  await expect.poll(() => asked).toBe(true);
  await page.keyboard.type('cgb');
  load();
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await expect(page).toHaveURL(/\/tasks\?owner=me$/);
});

test('keys do nothing while a menu or a dialog is open', async ({ page, person }) => {
  const task = await person.add({ title: 'Plan' });
  await open(page, `/tasks/${task.id}`, 'Plan');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('d');
  await page.keyboard.press('1');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('u');
  await expect(page.getByRole('status').filter({ hasText: /copied|did not allow/ })).toBeVisible();
  expect(await person.get(task.id)).toMatchObject({ status: 'TODO', priority: 'MEDIUM' });
});

test('the fields of a form are left in the order in which they are read', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  await open(page, '/tasks/new', 'New task');
  const tops: number[] = [];
  for (let stop = 0; stop < 14; stop++) {
    const place = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element?.closest('form')) return null;
      const { top, left } = element.getBoundingClientRect();
      return top + window.scrollY + left / 10_000;
    });
    if (place === null) break;
    tops.push(Math.round(place));
    await page.keyboard.press('Tab');
  }
  expect(tops.length).toBeGreaterThanOrEqual(9);
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
});
