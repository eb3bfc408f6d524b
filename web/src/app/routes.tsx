import { Suspense } from 'react';
import { createBrowserRouter, Navigate } from 'react-router';
import { Frame, LoginPage, RegisterPage } from './firstPages';
import { SignedIn } from './SignedIn';

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
