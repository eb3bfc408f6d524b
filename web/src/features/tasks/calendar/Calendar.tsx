import { Button } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { type ListAddress, writeAddress } from '../../../app/address/listAddress';
import { showAddress } from '../../../app/address/showAddress';
import { useKeys } from '../../../app/keys';
import { usePreference } from '../../../app/preferences';
import { dayOf } from '../../../ui/dates';
import { Failed } from '../../../ui/Failed';
import { useWidth } from '../../../ui/useWidth';
import { Agenda } from './Agenda';
import classes from './Calendar.module.css';
import { MonthGrid } from './MonthGrid';
import { addMonths, daysOf, type Month, monthName, monthOf, readMonth } from './month';
import { Undated } from './Undated';
import { UnreadTasks } from './UnreadTasks';
import { useDays, useOverdueCount } from './useCalendar';

type Props = { address: ListAddress; glowing: ReadonlySet<string> };

export function Calendar({ address, glowing }: Props) {
  const { pathname, search } = useLocation();
  const width = useWidth();
  const firstDay = usePreference('firstDay');
  const parameters = new URLSearchParams(search);
  const month = readMonth(parameters.get('month'));
  const view = width === 'phone' || parameters.get('view') === 'agenda' ? 'agenda' : 'month';
  const cells = daysOf(month, firstDay);
  const { query, days, unread, readMore } = useDays(address, cells);
  const overdue = useOverdueCount(address);

  const show = (change: { month?: Month; view?: string }) => {
    const next = new URLSearchParams(search);
    if (change.month) next.set('month', change.month);
    if (change.view) next.set('view', change.view);
    // Defaults never stand in the address.
    if (next.get('month') === monthOf(dayOf(new Date()))) next.delete('month');
    if (next.get('view') === 'month') next.delete('view');
    const query = next.toString();
    showAddress(pathname + (query && `?${query}`), false);
  };
  const turn = (count: number) => show({ month: addMonths(month, count) });
  const goToday = () => show({ month: monthOf(dayOf(new Date())) });
  useKeys({ '[': () => turn(-1), ']': () => turn(1), '.': goToday });

  return (
    <div>
      <div className={classes.bar}>
        <Button variant="default" aria-label="Previous month" onClick={() => turn(-1)}>
          <ChevronLeft size={16} />
        </Button>
        <Button variant="default" aria-label="Next month" onClick={() => turn(1)}>
          <ChevronRight size={16} />
        </Button>
        <Button variant="default" onClick={goToday}>
          Today
        </Button>
        <h2 className={classes.month} aria-live="polite">
          {monthName(month)}
        </h2>
        {width !== 'phone' && (
          <Button variant="subtle" onClick={() => show({ view: view === 'month' ? 'agenda' : 'month' })}>
            {view === 'month' ? 'Show agenda' : 'Show month'}
          </Button>
        )}
      </div>
      {overdue > 0 && (
        <Link
          className={classes.overdue}
          to={`/tasks${writeAddress({ ...address, due: 'overdue', dueFrom: '', dueTo: '', sort: 'due_date:asc', page: 1 })}`}
        >
          {overdue} overdue
        </Link>
      )}
      {unread && <UnreadTasks unread={unread} busy={query.isFetching} onRead={readMore} />}
      {query.error && !query.data ? (
        <Failed title="The calendar was not loaded" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className={classes.body}>
          {view === 'agenda' ? (
            <Agenda month={month} days={days} unread={unread} busy={query.isPending} />
          ) : (
            <MonthGrid
              month={month}
              days={days}
              unread={unread}
              shown={width === 'desktop' ? 3 : 2}
              busy={query.isPending}
              glowing={glowing}
              onMonth={(next) => show({ month: next })}
            />
          )}
          {width === 'desktop' && view === 'month' && <Undated address={address} />}
        </div>
      )}
    </div>
  );
}
