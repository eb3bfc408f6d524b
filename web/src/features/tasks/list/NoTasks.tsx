import { Button } from '@mantine/core';
import { X } from 'lucide-react';
import { priorityWords, statusWords } from '../../../api/vocabulary';
import { emptyAddress, hasFilters, type ListAddress } from '../../../app/address/listAddress';
import { Empty } from '../../../ui/Empty';
import { useWidth } from '../../../ui/useWidth';
import type { ChangeAddress } from './Filters';
import classes from './TaskList.module.css';

type Props = { address: ListAddress; onChange: ChangeAddress };

/** Why a list is empty: each filter can be taken away alone, or all at once. */
export function NoTasks({ address, onChange }: Props) {
  const width = useWidth();
  if (!hasFilters(address)) return <Empty title="No tasks yet. Type the first one above." />;
  return (
    <Empty title="No tasks match.">
      <ul className={classes.filters}>
        {filtersOf(address).map(({ words, without }) => (
          <li key={words}>
            <Button
              variant="light"
              rightSection={<X size={14} aria-hidden />}
              aria-label={`Remove filter ${words}`}
              onClick={() => onChange(without)}
            >
              {words}
            </Button>
          </li>
        ))}
      </ul>
      {/* Elsewhere the line of filters above has this button in sight. */}
      {width === 'phone' && (
        <Button
          variant="default"
          onClick={() => onChange({ ...emptyAddress, sort: address.sort, pageSize: address.pageSize })}
        >
          Clear filters
        </Button>
      )}
    </Empty>
  );
}

type Filter = { words: string; without: Partial<ListAddress> };

const dueWords = { overdue: 'Overdue', today: 'Today', week: 'This week' };

function filtersOf({ search, status, priority, tags, owner, due, dueFrom, dueTo }: ListAddress): Filter[] {
  const filters: Filter[] = [];
  if (search) filters.push({ words: `“${search}”`, without: { search: '' } });
  for (const value of status)
    filters.push({ words: statusWords[value], without: { status: status.filter((other) => other !== value) } });
  for (const value of priority)
    filters.push({ words: priorityWords[value], without: { priority: priority.filter((other) => other !== value) } });
  for (const value of tags)
    filters.push({ words: `#${value}`, without: { tags: tags.filter((other) => other !== value) } });
  if (due) filters.push({ words: dueWords[due], without: { due: '' } });
  if (dueFrom) filters.push({ words: `From ${dueFrom}`, without: { dueFrom: '' } });
  if (dueTo) filters.push({ words: `To ${dueTo}`, without: { dueTo: '' } });
  if (owner) filters.push({ words: owner === 'me' ? 'Mine' : 'One owner', without: { owner: '' } });
  return filters;
}
