import { ActionIcon, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bookmark, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { createView, deleteView, updateView, type View, viewsQuery } from '../../api/queries/views';
import { viewAddress } from '../../app/address/viewAddress';
import { useCommands } from '../../app/commands';
import { useKeys } from '../../app/keys';
import { offerUndo } from '../../app/undo';
import { lazyDialog } from '../../ui/lazyDialog';
import { tell, tellFailure } from '../../ui/toasts';
import classes from './Views.module.css';

const ViewDialog = lazyDialog(async () => (await import('./ViewDialog')).ViewDialog);

/** The saved views, each a link; its menu renames, moves and deletes it. */
export function ViewLinks() {
  const { data: views = [] } = useQuery(viewsQuery);
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [renamed, setRenamed] = useState<View | null>(null);
  const open = (view: View | undefined) => view && void navigate(viewAddress(view.query));

  useKeys(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`g ${index + 1}`, () => open(views[index])])));
  useCommands(
    views.map((view, index) => ({
      id: `view.${view.id}`,
      label: view.name,
      words: 'view',
      ...(index < 9 && { keys: `G ${index + 1}` }),
      run: () => open(view),
    })),
  );

  if (views.length === 0) return null;
  return (
    <div>
      <h2 className={classes.heading}>Views</h2>
      <ul>
        {views.map((view, index) => {
          const to = viewAddress(view.query);
          return (
            <li key={view.id} className={classes.item}>
              <Link to={to} aria-current={to === pathname + search ? 'page' : undefined} className={classes.link}>
                <Bookmark size={16} aria-hidden />
                <span>{view.name}</span>
              </Link>
              <ViewMenu view={view} index={index} count={views.length} onRename={() => setRenamed(view)} />
            </li>
          );
        })}
      </ul>
      {renamed && (
        <ViewDialog
          title="Rename view"
          name={renamed.name}
          onClose={() => setRenamed(null)}
          onSave={async (name) => {
            await updateView(renamed.id, { name });
            tell('View renamed');
          }}
        />
      )}
    </div>
  );
}

type MenuProps = { view: View; index: number; count: number; onRename: () => void };

function ViewMenu({ view, index, count, onRename }: MenuProps) {
  const move = (position: number) =>
    void updateView(view.id, { position }).catch((error) => tellFailure(error, 'The view was not moved'));
  const remove = async () => {
    try {
      await deleteView(view.id);
      offerUndo('View deleted', async () => {
        const restored = await createView(view.name, view.query);
        await updateView(restored.id, { position: index });
        return 'View restored';
      });
    } catch (error) {
      tellFailure(error, 'The view was not deleted');
    }
  };
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <ActionIcon size={28} aria-label={`Actions for view ${view.name}`} className={classes.more}>
          <Ellipsis size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onRename}>Rename…</Menu.Item>
        {index > 0 && <Menu.Item onClick={() => move(index - 1)}>Move up</Menu.Item>}
        {index < count - 1 && <Menu.Item onClick={() => move(index + 1)}>Move down</Menu.Item>}
        <Menu.Item onClick={() => void remove()}>Delete</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
