import { lazy, Suspense } from 'react';
import { createBrowserRouter, Navigate } from 'react-router';
import { SignedIn } from './SignedIn';

const LoginPage = lazy(() => import('./pages/LoginPage'));
const RegisterPage = lazy(() => import('./pages/RegisterPage'));
// The frame is no part of what the login page loads.
const Frame = lazy(async () => {
  const [frame, { restoreCache }] = await Promise.all([
    import('./Frame/Frame'),
    import('../features/offline/cacheOnDevice'),
  ]);
  await restoreCache();
  return frame;
});

/** Everything behind the login shares the frame, which shows the page of the address. */
export const router = createBrowserRouter([
  {
    path: '/login',
    element: (
      <Suspense fallback={null}>
        <LoginPage />
      </Suspense>
    ),
  },
  {
    path: '/register',
    element: (
      <Suspense fallback={null}>
        <RegisterPage />
      </Suspense>
    ),
  },
  { path: '/', element: <Navigate to="/tasks" replace /> },
  {
    path: '*',
    element: (
      <SignedIn>
        <Suspense fallback={null}>
          <Frame />
        </Suspense>
      </SignedIn>
    ),
  },
]);
