import { Button, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import { viewsQuery } from '../../api/queries/views';
import { ViewLinks } from './ViewLinks';
import classes from './Views.module.css';

/** The saved views of narrower windows, inside the navigation. Their keys, and the dialog that renames one, work while it is closed. */
export function ViewsMenu({ compact }: { compact: boolean }) {
  const { data: views = [] } = useQuery(viewsQuery);
  if (views.length === 0) return null;
  return (
    <Popover position="bottom-end" keepMounted keepMountedMode="display-none" withinPortal={false}>
      <Popover.Target>
        <Button variant="subtle" px={8} leftSection={<Bookmark size={16} aria-hidden />} aria-label="Views">
          {!compact && 'Views'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <ViewLinks />
      </Popover.Dropdown>
    </Popover>
  );
}
