import { type ReactNode, Suspense } from 'react';
import { createBrowserRouter, Navigate } from 'react-router';
import { ErrorBoundary } from './ErrorBoundary';
import { Frame, LoginPage, RegisterPage } from './firstPages';
import { SignedIn } from './SignedIn';

/** Everything behind the login shares the frame, which shows the page of the address. */
export const router = createBrowserRouter([
  { path: '/login', element: loaded('login', <LoginPage />) },
  { path: '/register', element: loaded('register', <RegisterPage />) },
  { path: '/', element: <Navigate to="/tasks" replace /> },
  { path: '*', element: <SignedIn>{loaded('frame', <Frame />)}</SignedIn> },
]);

// Inside the routes: the router shows a page for developers in place of what throws.
function loaded(name: string, page: ReactNode): ReactNode {
  return (
    <ErrorBoundary key={name}>
      <Suspense fallback={null}>{page}</Suspense>
    </ErrorBoundary>
  );
}
