import { lazy, Suspense } from 'react';
import { type Location, Route, Routes, useLocation } from 'react-router';
import { useWidth } from '../ui/useWidth';
import { ErrorBoundary } from './ErrorBoundary';
import { ListPanel } from './ListPanel';
import { PanelTask } from './usePanelTask';
import { useScroll } from './wayBack';

const TasksPage = lazy(() => import('./pages/TasksPage'));
const NewTaskPage = lazy(() => import('./pages/NewTaskPage'));
const TaskPage = lazy(() => import('./pages/TaskPage'));
const EditTaskPage = lazy(() => import('./pages/EditTaskPage'));
const BoardPage = lazy(() => import('./pages/BoardPage'));
const CalendarPage = lazy(() => import('./pages/CalendarPage'));
const ChangePasswordPage = lazy(() => import('./pages/ChangePasswordPage'));
const PreferencesPage = lazy(() => import('./pages/PreferencesPage'));
const NotFoundPage = lazy(() => import('./pages/NotFoundPage'));
const TaskPanel = lazy(() => import('./pages/TaskPanel'));

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
