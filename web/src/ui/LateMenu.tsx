import { ActionIcon, type ActionIconProps, Menu } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';

type Props = Pick<ActionIconProps, 'size'> & {
  label: string;
  icon: ReactNode;
  width: number;
  children: () => ReactNode;
};

/** An icon button with a menu, which is made at the first click: those of two hundred cards take longer than the cards. */
export function LateMenu({ label, icon, size, width, children }: Props) {
  const [asked, setAsked] = useState<'by its button' | 'from elsewhere' | null>(null);
  // The button of the menu is another element. It takes the focus over, to which the menu gives it back.
  const takeFocus = useCallback((button: HTMLButtonElement | null) => button?.focus(), []);
  const look = { 'aria-label': label, 'data-menu': true, size };
  if (!asked) {
    return (
      <ActionIcon
        {...look}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={({ currentTarget }) =>
          setAsked(currentTarget === document.activeElement ? 'by its button' : 'from elsewhere')
        }
      >
        {icon}
      </ActionIcon>
    );
  }
  return (
    <Menu defaultOpened position="bottom-end" width={width}>
      <Menu.Target>
        <ActionIcon {...look} ref={asked === 'by its button' ? takeFocus : undefined}>
          {icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children()}</Menu.Dropdown>
    </Menu>
  );
}
