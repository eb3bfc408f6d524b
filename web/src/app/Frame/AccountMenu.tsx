import { Menu, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, LogOut, Settings2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import { logOut } from '../../api/queries/auth';
import { meQuery } from '../../api/queries/me';
import classes from './AccountMenu.module.css';

/** Who is signed in, and what they can do with their account. */
export function AccountMenu({ compact = false }: { compact?: boolean }) {
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery);
  const name = me ? (me.full_name ?? me.email) : '';
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={`Account of ${name}`}>
          <span data-letter={name.slice(0, 1).toUpperCase()} className={classes.letter} />
          {!compact && <span className={classes.name}>{name}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {me && <Menu.Label>{me.email}</Menu.Label>}
        <Menu.Item leftSection={<Settings2 size={16} />} onClick={() => navigate('/preferences')}>
          Preferences
        </Menu.Item>
        <Menu.Item leftSection={<KeyRound size={16} />} onClick={() => navigate('/change-password')}>
          Change password
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => void logOut()}>
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
