import { Button, NativeSelect } from '@mantine/core';
import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { priorities, priorityWords, statuses, statusWords } from '../../../api/vocabulary';
import {
  emptyAddress,
  filterCount,
  hasFilters,
  type ListAddress,
  type Sort,
  sorts,
} from '../../../app/address/listAddress';
import { lazyDialog } from '../../../ui/lazyDialog';
import { useWidth } from '../../../ui/useWidth';
import { CheckboxFilter } from './CheckboxFilter';
import { DueFilter } from './DueFilter';
import classes from './Filters.module.css';
import { SearchField } from './SearchField';
import { sortWords } from './sortWords';
import { TagFilter } from './TagFilter';

const FilterSheet = lazyDialog(async () => (await import('./FilterSheet')).FilterSheet);

export type ChangeAddress = (change: Partial<ListAddress>) => void;

export const statusOptions = statuses.map((value) => ({ value, label: statusWords[value] }));
export const priorityOptions = priorities.map((value) => ({ value, label: priorityWords[value] }));

type Props = {
  address: ListAddress;
  onChange: ChangeAddress;
  /** The board and the calendar have an order of their own. */
  withSort?: boolean;
  /** The calendar is a choice of due dates itself. */
  withDue?: boolean;
  /** What stands at the end of the line. */
  children?: ReactNode;
};

/** The one filter line above a list, board or calendar; a button and a sheet on phones. */
export function Filters({ address, onChange, withSort = true, withDue = true, children }: Props) {
  const [sheet, setSheet] = useState(false);
  const search = <SearchField value={address.search} onSearch={(text) => onChange({ search: text })} />;
  const clear = hasFilters(address) && (
    <Button
      variant="subtle"
      onClick={() => onChange({ ...emptyAddress, sort: address.sort, pageSize: address.pageSize })}
    >
      Clear filters
    </Button>
  );
  if (useWidth() === 'phone') {
    const count = filterCount(address);
    return (
      <div className={classes.line}>
        <div className={classes.search}>{search}</div>
        <Button
          variant={count > 0 ? 'light' : 'default'}
          leftSection={<SlidersHorizontal size={16} aria-hidden />}
          onClick={() => setSheet(true)}
        >
          {count > 0 ? `Filters (${count})` : 'Filters'}
        </Button>
        {sheet && (
          <FilterSheet
            onClose={() => setSheet(false)}
            address={address}
            onChange={onChange}
            withSort={withSort}
            withDue={withDue}
          >
            {clear}
            {children}
          </FilterSheet>
        )}
      </div>
    );
  }
  return (
    <div className={classes.line}>
      <div className={classes.search}>{search}</div>
      <CheckboxFilter
        label="Status"
        options={statusOptions}
        chosen={address.status}
        onChange={(status) => onChange({ status })}
      />
      <CheckboxFilter
        label="Priority"
        options={priorityOptions}
        chosen={address.priority}
        onChange={(priority) => onChange({ priority })}
      />
      <TagFilter chosen={address.tags} onChange={(tags) => onChange({ tags })} />
      {withDue && <DueFilter address={address} onChange={onChange} />}
      <OwnerSelect address={address} onChange={onChange} />
      {withSort && <SortSelect address={address} onChange={onChange} />}
      {clear}
      {children}
    </div>
  );
}

export function OwnerSelect({ address, onChange }: { address: ListAddress; onChange: ChangeAddress }) {
  return (
    <NativeSelect
      aria-label="Owner"
      value={address.owner}
      onChange={(event) => onChange({ owner: event.currentTarget.value })}
      data={[
        { value: '', label: 'Everyone' },
        { value: 'me', label: 'Mine' },
        ...(address.owner !== '' && address.owner !== 'me' ? [{ value: address.owner, label: 'One owner' }] : []),
      ]}
    />
  );
}

export function SortSelect({ address, onChange }: { address: ListAddress; onChange: ChangeAddress }) {
  return (
    <NativeSelect
      aria-label="Sort"
      value={address.sort}
      onChange={(event) => onChange({ sort: event.currentTarget.value as Sort })}
      data={sorts.map((value) => ({ value, label: sortWords[value] }))}
    />
  );
}
