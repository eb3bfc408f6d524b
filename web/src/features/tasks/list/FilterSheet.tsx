import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ListAddress } from '../../../app/address/listAddress';
import { CheckboxGroup } from './CheckboxFilter';
import { DueFields } from './DueFilter';
import { type ChangeAddress, OwnerSelect, priorityOptions, SortSelect, statusOptions } from './Filters';
import classes from './Filters.module.css';
import { TagFilter } from './TagFilter';

type Props = {
  onClose: () => void;
  address: ListAddress;
  onChange: ChangeAddress;
  withSort: boolean;
  withDue: boolean;
  children: ReactNode;
};

/** All filters on a phone. They apply at once, so that closing loses nothing. */
export function FilterSheet({ onClose, address, onChange, withSort, withDue, children }: Props) {
  return (
    <Modal opened onClose={onClose} title="Filters" fullScreen closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.sheet}>
        <h3>Status</h3>
        <CheckboxGroup
          label="Status"
          options={statusOptions}
          chosen={address.status}
          onChange={(status) => onChange({ status })}
        />
        <h3>Priority</h3>
        <CheckboxGroup
          label="Priority"
          options={priorityOptions}
          chosen={address.priority}
          onChange={(priority) => onChange({ priority })}
        />
        {withDue && (
          <>
            <h3>Due</h3>
            <DueFields address={address} onChange={onChange} />
          </>
        )}
        <h3>Owner</h3>
        <OwnerSelect address={address} onChange={onChange} />
        {withSort && (
          <>
            <h3>Sort</h3>
            <SortSelect address={address} onChange={onChange} />
          </>
        )}
        <h3>Tags</h3>
        <TagFilter inline chosen={address.tags} onChange={(tags) => onChange({ tags })} />
        <div className={classes.sheetActions}>
          {children}
          <Button onClick={onClose}>Show tasks</Button>
        </div>
      </div>
    </Modal>
  );
}
