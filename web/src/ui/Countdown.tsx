import { Button } from '@mantine/core';
import { useSecondsUntil } from './useSecondsUntil';

type Props = { until: number; label: string; onRetry: () => void };

/** A button that waits until the server takes requests again. */
export function Countdown({ until, label, onRetry }: Props) {
  const seconds = useSecondsUntil(until);
  return (
    <Button variant="default" disabled={seconds > 0} onClick={onRetry}>
      {seconds > 0 ? `${label} in ${seconds} s` : label}
    </Button>
  );
}
