import { lazyPage } from './lazyPage';

export const LoginPage = lazyPage(() => import('./pages/LoginPage'));
export const RegisterPage = lazyPage(() => import('./pages/RegisterPage'));

export const TasksPage = lazyPage(() => import('./pages/TasksPage'));
export const TaskPage = lazyPage(() => import('./pages/TaskPage'));
export const BoardPage = lazyPage(() => import('./pages/BoardPage'));
export const CalendarPage = lazyPage(() => import('./pages/CalendarPage'));

/** For how long a page that has nothing to show waits for its tasks, in milliseconds. */
const mostWait = 150;

// What stands around every page is no part of what the login page loads. It comes with its first page: keys belong to both.
export const Frame = lazyPage(async () => {
  const { pathname, search } = window.location;
  const [frame, page, isRestored] = await Promise.all([
    import('./Frame/Frame'),
    // The frame stays when its page is not to be had.
    placeAt(pathname)
      ?.load()
      .catch(() => undefined),
    import('../features/offline/cacheOnDevice').then(({ restoreCache }) => restoreCache()),
  ]);
  const asked = page?.ask?.(search);
  // A page that has its tasks is rendered once, one that waits for them twice, which takes a fifth longer.
  if (!isRestored) await Promise.race([asked, wait(mostWait)]);
  return frame;
});

/** Loads what an address shows, to somebody who has logged in or has not. */
export function loadFirst(path: string, isSignedIn: boolean): Promise<unknown> {
  const first = isSignedIn ? Frame : path === '/register' ? RegisterPage : LoginPage;
  return first.load();
}

// The pages that most visits begin with.
function placeAt(path: string) {
  if (path === '/' || path === '/tasks') return TasksPage;
  if (path === '/board') return BoardPage;
  if (path === '/calendar') return CalendarPage;
  return /^\/tasks\/[^/]{36}$/.test(path) ? TaskPage : undefined;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
