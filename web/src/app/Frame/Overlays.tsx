import { useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { newKey } from '../../api/idempotencyKey';
import { logOut } from '../../api/queries/auth';
import { createTask } from '../../api/queries/tasks';
import { lazyDialog } from '../../ui/lazyDialog';
import { tell, tellFailure } from '../../ui/toasts';
import { useCommands } from '../commands';
import { useKeys } from '../keys';
import { useOpenTask } from '../openTask';
import { preferences } from '../preferences';
import { undoLast } from '../undo';

const Palette = lazyDialog(async () => (await import('../../features/palette/Palette')).Palette);
const KeySheet = lazyDialog(async () => (await import('../../features/keys/KeySheet')).KeySheet);

/** The palette, the sheet of keys, and the keys and commands that work on every page. */
export function Overlays() {
  const [shown, setShown] = useState<'palette' | 'keys' | null>(null);
  const navigate = useNavigate();
  const openTask = useOpenTask();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const go = (path: string) => () => void navigate(path);
  const close = () => setShown(null);

  useKeys({
    'Mod+k': () => setShown('palette'),
    '?': () => setShown('keys'),
    c: go('/tasks/new'),
    'g t': go('/tasks'),
    'g b': go('/board'),
    'g c': go('/calendar'),
    'Mod+z': undoLast,
  });
  useCommands([
    { id: 'new', label: 'New task', words: 'create add', keys: 'C', run: go('/tasks/new') },
    { id: 'tasks', label: 'Tasks', words: 'list go', keys: 'G T', run: go('/tasks') },
    { id: 'board', label: 'Board', words: 'kanban columns go', keys: 'G B', run: go('/board') },
    { id: 'calendar', label: 'Calendar', words: 'month agenda go', keys: 'G C', run: go('/calendar') },
    { id: 'mine', label: 'Only mine', words: 'owner me', run: go('/tasks?owner=me') },
    { id: 'undo', label: 'Undo', keys: 'Ctrl Z', run: undoLast },
    {
      id: 'theme',
      label: colorScheme === 'dark' ? 'Theme: light' : 'Theme: dark',
      words: 'appearance mode colour',
      run: () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark'),
    },
    {
      id: 'density',
      label: preferences.density === 'compact' ? 'Density: comfortable' : 'Density: compact',
      run: () => {
        preferences.density = preferences.density === 'compact' ? 'comfortable' : 'compact';
      },
    },
    { id: 'keys', label: 'Keyboard shortcuts', words: 'help', keys: '?', run: () => setShown('keys') },
    { id: 'preferences', label: 'Preferences', words: 'settings', run: go('/preferences') },
    { id: 'password', label: 'Change password', run: go('/change-password') },
    { id: 'logout', label: 'Log out', words: 'sign out', run: () => void logOut() },
  ]);

  const addTask = async (title: string, key = newKey()) => {
    try {
      const task = await createTask({ title }, key);
      tell('Task created', { action: { label: 'Open', run: () => openTask(task.id) } });
    } catch (error) {
      tellFailure(error, 'The task was not created', () => void addTask(title, key));
    }
  };
  return (
    <>
      {shown === 'palette' && (
        <Palette opened onClose={close} openTask={openTask} addTask={(title) => void addTask(title)} />
      )}
      {shown === 'keys' && <KeySheet opened onClose={close} />}
    </>
  );
}
