import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import type { NewTask, Task, TaskChange } from '../../src/api/vocabulary';

/** A user of the system under test, who can do things over the API and on pages. */
export class Person {
  private constructor(
    private readonly request: APIRequestContext,
    /** The address of the system that the user belongs to. */
    readonly server: string,
    readonly id: string,
    readonly email: string,
    readonly password: string,
    private tokens: { access_token: string; refresh_token: string },
  ) {}

  static readonly password = 'correct horse';

  static async register(
    request: APIRequestContext,
    fullName: string | null = null,
    email = `person-${randomUUID()}@example.com`,
    server = process.env.BASE_URL ?? '',
  ): Promise<Person> {
    const account = await send<{ id: string }>(request, 'POST', `${server}/api/v1/auth/register`, {
      email,
      password: Person.password,
      full_name: fullName,
    });
    const tokens = await send<Person['tokens']>(request, 'POST', `${server}/api/v1/auth/login`, {
      email,
      password: Person.password,
    });
    return new Person(request, server, account.id, email, Person.password, tokens);
  }

  /** Puts the session where the page keeps it, which saves a password hash in every test. */
  async logInOn(page: Page): Promise<void> {
    const stored = JSON.stringify({
      access_token: this.tokens.access_token,
      refresh_token: this.tokens.refresh_token,
    });
    // Once: a later load must see what the page itself stored or removed.
    await page.addInitScript((value) => {
      if (location.protocol === 'about:' || sessionStorage.getItem('test.started')) return;
      sessionStorage.setItem('test.started', '1');
      localStorage.setItem('tracker.session', value);
    }, stored);
  }

  /** What the page keeps of a session whose access token the server does not take any more, and whose refresh token it still takes. */
  sessionToRefresh(): string {
    const [header, claims] = this.tokens.access_token.split('.');
    return JSON.stringify({ access_token: `${header}.${claims}.x`, refresh_token: this.tokens.refresh_token });
  }

  /** Logs in with the form that `page` shows. */
  async typeLogin(page: Page, password = this.password): Promise<void> {
    await page.getByRole('textbox', { name: 'E-mail' }).fill(this.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
  }

  add(task: NewTask): Promise<Task> {
    return this.call<Task>('POST', '/tasks', task);
  }

  /** Adds tasks titled `<name> 1` to `<name> <count>`. */
  async addMany(count: number, name: string, more: Partial<NewTask> = {}): Promise<Task[]> {
    const tasks: Task[] = [];
    for (let index = 1; index <= count; index++) tasks.push(await this.add({ title: `${name} ${index}`, ...more }));
    return tasks;
  }

  change(id: string, change: TaskChange): Promise<Task> {
    return this.call<Task>('PATCH', `/tasks/${id}`, change);
  }

  async get(id: string): Promise<Task> {
    return (await this.call<{ task: Task }>('GET', `/tasks/${id}`)).task;
  }

  delete(id: string): Promise<void> {
    return this.call<void>('DELETE', `/tasks/${id}`);
  }

  call<T>(method: string, path: string, body?: unknown): Promise<T> {
    return send<T>(this.request, method, `${this.server}/api/v1${path}`, body, this.tokens.access_token);
  }
}

async function send<T>(
  request: APIRequestContext,
  method: string,
  url: string,
  body?: unknown,
  token?: string,
): Promise<T> {
  const response = await request.fetch(url, {
    method,
    ...(body === undefined ? {} : { data: body }),
    headers: token ? { Authorization: `Bearer ${token}` } : {},
  });
  if (!response.ok()) throw new Error(`${method} ${url}: ${response.status()} ${await response.text()}`);
  return (response.status() === 204 ? undefined : await response.json()) as T;
}
