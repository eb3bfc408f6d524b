import { useNavigate } from 'react-router';
import { useKeys } from '../keys';
import { undoLast } from '../undo';

/** The keys that work on every page. */
export function GlobalKeys() {
  const navigate = useNavigate();
  useKeys({
    c: () => void navigate('/tasks/new'),
    'g t': () => void navigate('/tasks'),
    'g b': () => void navigate('/board'),
    'g c': () => void navigate('/calendar'),
    'Mod+z': (event) => {
      // Inside a field the browser undoes typing.
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      undoLast();
    },
  });
  return null;
}
