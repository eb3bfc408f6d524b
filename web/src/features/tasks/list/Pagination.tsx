import { Button, NativeSelect } from '@mantine/core';
import { pageSizes } from '../../../app/address/listAddress';
import { useKeys } from '../../../app/keys';
import type { ChangeAddress } from './Filters';
import classes from './Pagination.module.css';

type Props = { page: number; pageSize: number; total: number; onChange: ChangeAddress };

export function Pagination({ page, pageSize, total, onChange }: Props) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const turn = (to: number) => {
    if (to < 1 || to > pages) return;
    onChange({ page: to });
    window.scrollTo({ top: 0 });
  };
  useKeys({ n: () => turn(page + 1), p: () => turn(page - 1) });
  return (
    <nav aria-label="Pages" className={classes.pages}>
      <Button variant="default" disabled={page <= 1} onClick={() => turn(page - 1)}>
        Previous page
      </Button>
      <span>
        Page {page} of {pages}
      </span>
      <Button variant="default" disabled={page >= pages} onClick={() => turn(page + 1)}>
        Next page
      </Button>
      <NativeSelect
        aria-label="Tasks on a page"
        className={classes.size}
        value={String(pageSize)}
        onChange={(event) => onChange({ pageSize: Number(event.currentTarget.value) as (typeof pageSizes)[number] })}
        data={pageSizes.map((size) => ({ value: String(size), label: `${size} on a page` }))}
      />
    </nav>
  );
}
