import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/global.css';
import './components.css';
import '@fontsource-variable/inter/index.css';
import './tokens.css';
import './base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../api/queryClient';
import { session } from '../api/session';
import { keepStream } from '../api/stream';
import { ToastRegion } from '../ui/ToastRegion';
import { forgetDraftsAtLogOut } from './drafts';
import { loadFirst } from './firstPages';
import { forgetUserAtLogOut } from './forgetUser';
import { router } from './routes';
import { theme } from './theme';

forgetDraftsAtLogOut();
forgetUserAtLogOut();
// Before the files of the page are asked for, so that it is open when its tasks are.
keepStream();

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// The scroll lock of dialogs writes a style element of its own, which needs the nonce too.
setNonce(nonce);

const colorScheme = localStorageColorSchemeManager({ key: 'tracker.theme' });
const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');

const page = (
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    colorSchemeManager={colorScheme}
    getStyleNonce={() => nonce}
    deduplicateInlineStyles
    // All variables are made at run time: the style sheet of them is 4 KB that say the same.
    deduplicateCssVariables={false}
  >
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ToastRegion />
    </QueryClientProvider>
  </MantineProvider>
);

const show = () => createRoot(root).render(page);
// What could not be loaded is asked for again by the page, which says so when it fails. Nothing waits for the promise in this module: the
// files that it is for import from it.
loadFirst(window.location.pathname, session.tokens !== null).then(show, show);
