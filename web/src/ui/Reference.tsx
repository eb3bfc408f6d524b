import { Button } from '@mantine/core';
import { Copy } from 'lucide-react';
import { copyText } from './copyText';
import classes from './Reference.module.css';

/** The correlation id of a failed request, to be sent to an administrator. */
export function Reference({ value }: { value: string | null }) {
  if (!value) return null;
  return (
    <span className={classes.reference}>
      Reference: <code>{value}</code>
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<Copy size={12} aria-hidden />}
        onClick={() => void copyText(value)}
      >
        Copy
      </Button>
    </span>
  );
}
