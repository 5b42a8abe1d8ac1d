import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { PressButton } from './PressButton.tsx';

/** Something that can be done. */
export interface MenuAction {
  readonly name: string;
  /** Takes something away. */
  readonly danger?: boolean;
  readonly choose: () => void;
}

interface Props {
  /** The words of the button. */
  readonly children: ReactNode;
  readonly actions: readonly MenuAction[];
  readonly quiet?: boolean;
}

/** A button that opens to what can be done; nothing where nothing can. */
export function ActionMenu({ children, actions, quiet = false }: Props) {
  if (actions.length === 0) return null;
  return (
    <MenuTrigger>
      <PressButton quiet={quiet}>{children}</PressButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          {actions.map(({ name, danger, choose }) => (
            <MenuItem key={name} className={danger ? 'menu-item danger' : 'menu-item'} onAction={choose}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
