import { Suspense } from 'react';
import { type Location, Route, Routes, useLocation } from 'react-router';
import { useWidth } from '../ui/useWidth';
import { ErrorBoundary } from './ErrorBoundary';
import { BoardPage, CalendarPage, TaskPage, TasksPage } from './firstPages';
import { ListPanel } from './ListPanel';
import { lazyPage } from './lazyPage';
import { PanelTask } from './usePanelTask';
import { useScroll } from './wayBack';

const NewTaskPage = lazyPage(() => import('./pages/NewTaskPage'));
const EditTaskPage = lazyPage(() => import('./pages/EditTaskPage'));
const TaskPanel = lazyPage(() => import('./pages/TaskPanel'));
const ChangePasswordPage = lazyPage(() => import('./pages/ChangePasswordPage'));
const PreferencesPage = lazyPage(() => import('./pages/PreferencesPage'));
const NotFoundPage = lazyPage(() => import('./pages/NotFoundPage'));

/** A task opened from a list, board or calendar keeps the place it was opened from in the history entry. */
export type OpenedFrom = { background: Location };

/** The page of the address; on wide windows a task stands as a panel beside the place it was opened from. */
export function Pages() {
  const location = useLocation();
  const width = useWidth();
  const background = (location.state as Partial<OpenedFrom> | null)?.background;
  const taskId = /^\/tasks\/([^/]+)$/.exec(location.pathname)?.[1];
  const panel = width === 'desktop' && background && taskId !== 'new' ? taskId : undefined;
  const shown = panel && background ? background : location;
  useScroll(shown);
  return (
    <PanelTask value={panel}>
      <ErrorBoundary key={shown.pathname}>
        <Suspense fallback={null}>
          <Routes location={shown}>
            <Route path="/tasks" element={<TasksPage />} />
            <Route path="/tasks/new" element={<NewTaskPage />} />
            <Route path="/tasks/:taskId" element={<TaskPage />} />
            <Route path="/tasks/:taskId/edit" element={<EditTaskPage />} />
            <Route path="/board" element={<BoardPage />} />
            <Route path="/calendar" element={<CalendarPage />} />
            <Route path="/change-password" element={<ChangePasswordPage />} />
            <Route path="/preferences" element={<PreferencesPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Suspense>
      </ErrorBoundary>
      {panel && (
        <ListPanel>
          <ErrorBoundary key={panel}>
            <Suspense fallback={null}>
              <TaskPanel taskId={panel} />
            </Suspense>
          </ErrorBoundary>
        </ListPanel>
      )}
    </PanelTask>
  );
}
