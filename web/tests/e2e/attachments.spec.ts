import { open, readFile } from 'node:fs/promises';
import { breakingProxy } from '../support/breakingProxy';
import { expect, type Page, test } from '../support/test';

function file(name: string, size = 10) {
  return { name, mimeType: 'text/plain', buffer: Buffer.alloc(size, 'x') };
}

/** A file on the disk, which the browser opens by itself: the bytes of a large one would take seconds to reach it. */
async function largeFile(path: string, size: number): Promise<string> {
  const large = await open(path, 'w');
  await large.truncate(size);
  await large.close();
  return path;
}

function chooser(page: Page) {
  return page.getByLabel('Choose files to upload');
}

test('files are uploaded, downloaded under their names and deleted', async ({ page, person }) => {
  const task = await person.add({ title: 'With files' });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByText('Drop files here')).toBeVisible();
  const names = ['<img src=x>.txt', 'empty.txt', 'page.html'];
  await chooser(page).setInputFiles([file('<img src=x>.txt', 2000), file('empty.txt', 0), file('page.html')]);
  const list = page.getByRole('list', { name: 'Attachments' });
  for (const name of names) await expect(list.getByRole('button', { name: `Download ${name}` })).toBeVisible();
  await expect(page.getByText(/file(s)? uploaded/i).first()).toBeVisible();
  await expect(list).toContainText('2 KiB');

  const download = page.waitForEvent('download');
  await list.getByRole('button', { name: 'Download page.html' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('page.html');
  expect(await readFile(await saved.path(), 'utf8')).toBe('x'.repeat(10));
  expect(page.url()).toContain(task.id);

  await list.getByRole('button', { name: 'Delete empty.txt' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete “empty.txt”?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('File deleted', { exact: true })).toBeVisible();
  await expect(list.getByRole('button', { name: 'Delete empty.txt' })).toHaveCount(0);
  expect((await person.get(task.id)).attachment_count).toBe(2);
});

test('a file over 25 MiB is refused in words and not sent', async ({ page, person }, info) => {
  const task = await person.add({ title: 'With files' });
  let posts = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/attachments')) posts++;
  });
  await page.goto(`/tasks/${task.id}`);
  await chooser(page).setInputFiles(await largeFile(info.outputPath('huge.bin'), 25 * 1024 * 1024 + 1));
  await expect(page.getByText('The file has 25.1 MiB; at most 25 MiB can be attached.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel huge.bin' }).click();
  await expect(page.getByText('huge.bin')).toHaveCount(0);
  expect(posts).toBe(0);
});

test('a broken upload is tried again', async ({ page, person, expected }) => {
  expected.push('/attachments', 'Failed to load resource');
  const task = await person.add({ title: 'With files' });
  await page.goto(`/tasks/${task.id}`);
  await page.route('**/attachments', (route) => route.abort('connectionreset'));
  await chooser(page).setInputFiles([file('notes.txt')]);
  await expect(page.getByText('Not uploaded: the server does not answer.')).toBeVisible();
  await page.unroute('**/attachments');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Download notes.txt' })).toBeVisible();
});

test('an upload whose connection breaks at 60 % says so and is tried again', async ({ page, person, expected }) => {
  expected.push('/attachments', 'Failed to load resource');
  const task = await person.add({ title: 'With files' });
  const size = 8 * 1024 * 1024;
  const proxy = await breakingProxy(size * 0.6);
  await page.goto(`${proxy.origin}/tasks/${task.id}`);
  await chooser(page).setInputFiles([file('film.bin', size)]);
  await expect(page.getByText('Not uploaded: the server does not answer.')).toBeVisible();
  expect(proxy.broken()).toBeGreaterThan(0);
  expect((await person.get(task.id)).attachment_count).toBe(0);
  proxy.mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Download film.bin' })).toBeVisible();
  expect((await person.get(task.id)).attachment_count).toBe(1);
  proxy.close();
});

test('an upload shows its progress and can be cancelled', async ({ page, person, expected }) => {
  expected.push('/attachments');
  const task = await person.add({ title: 'With files' });
  await page.goto(`/tasks/${task.id}`);
  await page.route('**/attachments', () => undefined);
  await chooser(page).setInputFiles(['a.txt', 'b.txt', 'c.txt', 'd.txt'].map((name) => file(name)));
  await expect(page.getByRole('progressbar', { name: 'Uploading a.txt' })).toBeVisible();
  await expect(page.getByText('Waiting')).toHaveCount(1);
  await page.getByRole('button', { name: 'Cancel a.txt' }).click();
  await expect(page.getByText('Waiting')).toHaveCount(0);
  await expect(page.getByText('a.txt')).toHaveCount(0);
});

test('an upload outlives its access token', async ({ page, person, expected }) => {
  expected.push('401');
  const task = await person.add({ title: 'With files' });
  await page.goto(`/tasks/${task.id}`);
  await chooser(page).waitFor({ state: 'attached' });
  let refused = false;
  await page.route('**/attachments', (route) => {
    if (refused) return route.continue();
    refused = true;
    return route.fulfill({ status: 401, json: { error: { code: 'UNAUTHORIZED', message: 'Expired' } } });
  });
  await chooser(page).setInputFiles([file('late.txt')]);
  await expect(page.getByRole('button', { name: 'Download late.txt' })).toBeVisible();
  expect(refused).toBe(true);
});

test('dropped and pasted files are uploaded, a folder is refused', async ({ page, person }) => {
  const task = await person.add({ title: 'With files' });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByText('Drop files here')).toBeVisible();
  await page.evaluate(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['x'], 'dropped.txt'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
    const pasted = new DataTransfer();
    pasted.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('button', { name: 'Download dropped.txt' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Download Pasted .*\.png$/ })).toBeVisible();
});
